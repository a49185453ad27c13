CREATE TABLE "status_cover" (
	"id" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "status_publications" (
	"status_list_id" text NOT NULL,
	"version" bigint NOT NULL,
	"published_at" timestamp (3) with time zone NOT NULL,
	"flipped" integer[] NOT NULL,
	"decoys" integer NOT NULL,
	CONSTRAINT "status_publications_status_list_id_version_pk" PRIMARY KEY("status_list_id","version")
);
--> statement-breakpoint
DROP INDEX "consent_tokens_revoked";--> statement-breakpoint
ALTER TABLE "status_lists" ADD COLUMN "version" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "status_lists" ADD COLUMN "closed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "status_lists" ADD COLUMN "retired_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "status_publications" ADD CONSTRAINT "status_publications_status_list_id_status_lists_id_fk" FOREIGN KEY ("status_list_id") REFERENCES "public"."status_lists"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "status_publications_published_at_index" ON "status_publications" USING btree ("published_at");--> statement-breakpoint
CREATE INDEX "consent_tokens_revoked" ON "consent_tokens" USING btree ("status_list_id","expires_at") WHERE revoked_at is not null;--> statement-breakpoint
-- What the lists said until now flipped before anybody kept a book of it.
INSERT INTO status_publications (status_list_id, version, published_at, flipped, decoys)
  SELECT status_list_id, 1, now(), array_agg(status_index ORDER BY status_index), 0
  FROM consent_tokens WHERE revoked_at IS NOT NULL GROUP BY status_list_id;
--> statement-breakpoint
UPDATE status_lists SET version = 1 WHERE id IN (SELECT status_list_id FROM status_publications);
