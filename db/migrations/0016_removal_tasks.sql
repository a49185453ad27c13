CREATE TABLE "removal_tasks" (
	"id" uuid PRIMARY KEY NOT NULL,
	"contributor_id" uuid NOT NULL,
	"enrolment_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"programme_id" text NOT NULL,
	"requested_at" timestamp (3) with time zone NOT NULL,
	"outcome" text,
	"hindrance" text,
	"answered_at" timestamp (3) with time zone,
	"answered_by" uuid
);
--> statement-breakpoint
ALTER TABLE "removal_tasks" ADD CONSTRAINT "removal_tasks_contributor_id_contributors_id_fk" FOREIGN KEY ("contributor_id") REFERENCES "public"."contributors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "removal_tasks" ADD CONSTRAINT "removal_tasks_enrolment_id_enrolments_id_fk" FOREIGN KEY ("enrolment_id") REFERENCES "public"."enrolments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "removal_tasks" ADD CONSTRAINT "removal_tasks_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "removal_tasks" ADD CONSTRAINT "removal_tasks_programme_id_programmes_id_fk" FOREIGN KEY ("programme_id") REFERENCES "public"."programmes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "removal_tasks" ADD CONSTRAINT "removal_tasks_answered_by_nodes_id_fk" FOREIGN KEY ("answered_by") REFERENCES "public"."nodes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "removal_tasks_contributor_id_index" ON "removal_tasks" USING btree ("contributor_id");--> statement-breakpoint
CREATE INDEX "removal_tasks_of_hospital" ON "removal_tasks" USING btree ("organisation_id","requested_at","id");
--> statement-breakpoint
-- A person asks and sees what was answered; her hospital sees what it was asked and answers.
ALTER TABLE removal_tasks ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE removal_tasks FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY owner ON removal_tasks TO CURRENT_USER USING (true);
--> statement-breakpoint
CREATE POLICY subject_reads ON removal_tasks FOR SELECT USING (contributor_id = (SELECT scoped_subject()));
--> statement-breakpoint
CREATE POLICY subject_asks ON removal_tasks FOR INSERT WITH CHECK (contributor_id = (SELECT scoped_subject()));
--> statement-breakpoint
CREATE POLICY organisation_reads ON removal_tasks FOR SELECT
  USING (organisation_id = (SELECT scoped_organisation()));
--> statement-breakpoint
CREATE POLICY organisation_answers ON removal_tasks FOR UPDATE
  USING (organisation_id = (SELECT scoped_organisation()))
  WITH CHECK (organisation_id = (SELECT scoped_organisation()));
