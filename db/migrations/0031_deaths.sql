CREATE TABLE "deaths" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"enrolment_id" uuid NOT NULL,
	"died_on" date NOT NULL,
	"entered_by" uuid NOT NULL,
	"entered_at" timestamp (3) with time zone NOT NULL,
	"confirmed_by" uuid,
	"confirmed_at" timestamp (3) with time zone,
	"taken_back_by" uuid,
	"taken_back_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "finding_paths" (
	"organisation_id" uuid PRIMARY KEY NOT NULL,
	"to_person" text NOT NULL,
	"to_doctor" text NOT NULL,
	"said_by" uuid NOT NULL,
	"said_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "contributors" ADD COLUMN "died_on" date;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "assisted_in" "bytea";--> statement-breakpoint
ALTER TABLE "deaths" ADD CONSTRAINT "deaths_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deaths" ADD CONSTRAINT "deaths_enrolment_id_enrolments_id_fk" FOREIGN KEY ("enrolment_id") REFERENCES "public"."enrolments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deaths" ADD CONSTRAINT "deaths_entered_by_staff_id_fk" FOREIGN KEY ("entered_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deaths" ADD CONSTRAINT "deaths_confirmed_by_staff_id_fk" FOREIGN KEY ("confirmed_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deaths" ADD CONSTRAINT "deaths_taken_back_by_staff_id_fk" FOREIGN KEY ("taken_back_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "finding_paths" ADD CONSTRAINT "finding_paths_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "finding_paths" ADD CONSTRAINT "finding_paths_said_by_staff_id_fk" FOREIGN KEY ("said_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "deaths_standing" ON "deaths" USING btree ("enrolment_id") WHERE taken_back_at is null;--> statement-breakpoint
CREATE INDEX "deaths_organisation_id_entered_at_index" ON "deaths" USING btree ("organisation_id","entered_at");
--> statement-breakpoint
-- A hospital reports the deaths of its own people, and another hospital sees nothing of it; the person reads what was said of her.
ALTER TABLE deaths ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE deaths FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY owner ON deaths TO CURRENT_USER USING (true);
--> statement-breakpoint
CREATE POLICY organisation ON deaths USING (organisation_id = (SELECT scoped_organisation()))
  WITH CHECK (organisation_id = (SELECT scoped_organisation()) AND EXISTS
    (SELECT FROM enrolments e WHERE e.id = enrolment_id AND e.organisation_id = (SELECT scoped_organisation())));
--> statement-breakpoint
CREATE POLICY subject_reads ON deaths FOR SELECT USING (enrolment_id IN
  (SELECT id FROM enrolments WHERE contributor_id = (SELECT scoped_subject())));
--> statement-breakpoint
-- By which path a hospital tells is for everyone to read, and for itself to say.
ALTER TABLE finding_paths ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE finding_paths FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY owner ON finding_paths TO CURRENT_USER USING (true);
--> statement-breakpoint
CREATE POLICY anybody_reads ON finding_paths FOR SELECT USING (true);
--> statement-breakpoint
CREATE POLICY organisation ON finding_paths USING (organisation_id = (SELECT scoped_organisation()));
