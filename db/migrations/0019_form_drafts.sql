CREATE TABLE "form_drafts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"programme_id" text NOT NULL,
	"version" text NOT NULL,
	"state" text NOT NULL,
	"revision" integer NOT NULL,
	"valid_years" integer NOT NULL,
	"questions" jsonb NOT NULL,
	"checks" jsonb NOT NULL,
	"words" jsonb NOT NULL,
	"follows" text,
	"change" text,
	"authored_by" uuid NOT NULL,
	"edited_by" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "form_drafts" ADD CONSTRAINT "form_drafts_programme_id_programmes_id_fk" FOREIGN KEY ("programme_id") REFERENCES "public"."programmes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "form_drafts" ADD CONSTRAINT "form_drafts_authored_by_staff_id_fk" FOREIGN KEY ("authored_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
-- What people have not been asked yet is seen at the staff's desk alone, whoever else's transaction may look.
ALTER TABLE form_drafts ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE form_drafts FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY owner ON form_drafts TO CURRENT_USER USING (true);
--> statement-breakpoint
CREATE POLICY task ON form_drafts USING ((SELECT scoped_task()) = 'forms');
