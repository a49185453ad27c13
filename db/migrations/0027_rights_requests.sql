CREATE TABLE "rights_requests" (
	"id" uuid PRIMARY KEY NOT NULL,
	"contributor_id" uuid NOT NULL,
	"right" text NOT NULL,
	"programme_id" text,
	"language" text NOT NULL,
	"sealed_words" "bytea",
	"asked_at" timestamp (3) with time zone NOT NULL,
	"due_on" date NOT NULL,
	"outcome" text,
	"sealed_answer" "bytea",
	"answered_at" timestamp (3) with time zone,
	"answered_by" uuid
);
--> statement-breakpoint
ALTER TABLE "rights_requests" ADD CONSTRAINT "rights_requests_contributor_id_contributors_id_fk" FOREIGN KEY ("contributor_id") REFERENCES "public"."contributors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rights_requests" ADD CONSTRAINT "rights_requests_programme_id_programmes_id_fk" FOREIGN KEY ("programme_id") REFERENCES "public"."programmes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rights_requests" ADD CONSTRAINT "rights_requests_answered_by_staff_id_fk" FOREIGN KEY ("answered_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "rights_requests_contributor_id_asked_at_index" ON "rights_requests" USING btree ("contributor_id","asked_at");--> statement-breakpoint
CREATE INDEX "rights_requests_programme_id_asked_at_index" ON "rights_requests" USING btree ("programme_id","asked_at");
--> statement-breakpoint
-- A person sees what she asked, adds to it and, when she closes her account, takes it with her; she does not change it.
-- Whoever answers sees that something was asked, and answers once. No hospital sees any of it.
ALTER TABLE rights_requests ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE rights_requests FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY owner ON rights_requests TO CURRENT_USER USING (true);
--> statement-breakpoint
CREATE POLICY subject_reads ON rights_requests FOR SELECT USING (contributor_id = (SELECT scoped_subject()));
--> statement-breakpoint
CREATE POLICY subject_asks ON rights_requests FOR INSERT WITH CHECK (contributor_id = (SELECT scoped_subject()));
--> statement-breakpoint
CREATE POLICY subject_leaves ON rights_requests FOR DELETE USING (contributor_id = (SELECT scoped_subject()));
--> statement-breakpoint
CREATE POLICY rights_reads ON rights_requests FOR SELECT USING ((SELECT scoped_task()) = 'rights');
--> statement-breakpoint
CREATE POLICY rights_answers ON rights_requests FOR UPDATE USING ((SELECT scoped_task()) = 'rights' AND outcome IS NULL)
  WITH CHECK ((SELECT scoped_task()) = 'rights');
