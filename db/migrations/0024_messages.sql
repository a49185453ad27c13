CREATE TABLE "mail_addresses" (
	"contributor_id" uuid PRIMARY KEY NOT NULL,
	"address_id" uuid NOT NULL,
	"sealed" "bytea" NOT NULL,
	"kinds" text[] NOT NULL,
	"ending_hash" "bytea" NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"numbers_sent" integer NOT NULL,
	"numbers_since" timestamp (3) with time zone NOT NULL,
	"verified_at" timestamp (3) with time zone,
	"undeliverable_at" timestamp (3) with time zone,
	CONSTRAINT "mail_addresses_endingHash_unique" UNIQUE("ending_hash")
);
--> statement-breakpoint
CREATE TABLE "messages" (
	"id" uuid PRIMARY KEY NOT NULL,
	"contributor_id" uuid NOT NULL,
	"topic" text NOT NULL,
	"about" uuid,
	"created_at" timestamp (3) with time zone NOT NULL,
	"queued_at" timestamp (3) with time zone,
	"sent_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "mail_addresses" ADD CONSTRAINT "mail_addresses_contributor_id_contributors_id_fk" FOREIGN KEY ("contributor_id") REFERENCES "public"."contributors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "messages_contributor_id_index" ON "messages" USING btree ("contributor_id");--> statement-breakpoint
CREATE INDEX "messages_queued_at_created_at_index" ON "messages" USING btree ("queued_at","created_at");
--> statement-breakpoint
-- A person sees and changes where she is written to; who sends reads it; who voids a claim forgets it. No hospital sees
-- whether somebody has an address, nor what she was told.
ALTER TABLE mail_addresses ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE mail_addresses FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY owner ON mail_addresses TO CURRENT_USER USING (true);
--> statement-breakpoint
CREATE POLICY subject ON mail_addresses USING (contributor_id = (SELECT scoped_subject()));
--> statement-breakpoint
CREATE POLICY mail_reads ON mail_addresses FOR SELECT USING ((SELECT scoped_task()) = 'mail');
--> statement-breakpoint
CREATE POLICY mail_changes ON mail_addresses FOR UPDATE USING ((SELECT scoped_task()) = 'mail');
--> statement-breakpoint
ALTER TABLE messages ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE messages FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY owner ON messages TO CURRENT_USER USING (true);
--> statement-breakpoint
CREATE POLICY subject ON messages USING (contributor_id = (SELECT scoped_subject()));
--> statement-breakpoint
CREATE POLICY mail ON messages USING ((SELECT scoped_task()) = 'mail');
--> statement-breakpoint
CREATE POLICY mail_reads ON contributors FOR SELECT USING ((SELECT scoped_task()) = 'mail');
--> statement-breakpoint
CREATE POLICY mail_reads ON removal_tasks FOR SELECT USING ((SELECT scoped_task()) = 'mail');
--> statement-breakpoint
-- Puts a message out to those of these people who asked for its kind at an address that they confirmed, in whatever
-- scope it is that something happened to them in; the caller does not learn who they are.
CREATE FUNCTION put_messages(people uuid[], about_topic text, of_kind text, about_row uuid, at timestamptz) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  INSERT INTO messages (id, contributor_id, topic, about, created_at)
  SELECT gen_random_uuid(), contributor_id, about_topic, about_row, at FROM mail_addresses
  WHERE contributor_id = ANY (people) AND verified_at IS NOT NULL AND undeliverable_at IS NULL AND of_kind = ANY (kinds)
$$;
