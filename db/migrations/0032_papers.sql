CREATE TABLE "paper_scans" (
	"paper_id" uuid PRIMARY KEY NOT NULL,
	"type" text NOT NULL,
	"size" integer NOT NULL,
	"wrapped_key" "bytea" NOT NULL,
	"sealed" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "papers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"enrolment_id" uuid NOT NULL,
	"contributor_id" uuid NOT NULL,
	"programme_id" text NOT NULL,
	"way_in" text NOT NULL,
	"sealed" "bytea" NOT NULL,
	"entered_by" uuid NOT NULL,
	"entered_at" timestamp (3) with time zone NOT NULL,
	"quality" text DEFAULT 'not-checked' NOT NULL,
	"checked_by" uuid,
	"checked_at" timestamp (3) with time zone,
	"waits" boolean NOT NULL,
	"bound_event_id" uuid,
	"permit_event_id" uuid,
	CONSTRAINT "papers_two_people" CHECK ("papers"."quality" <> 'correct' or "papers"."checked_by" <> "papers"."entered_by")
);
--> statement-breakpoint
ALTER TABLE "paper_scans" ADD CONSTRAINT "paper_scans_paper_id_papers_id_fk" FOREIGN KEY ("paper_id") REFERENCES "public"."papers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "papers" ADD CONSTRAINT "papers_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "papers" ADD CONSTRAINT "papers_enrolment_id_enrolments_id_fk" FOREIGN KEY ("enrolment_id") REFERENCES "public"."enrolments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "papers" ADD CONSTRAINT "papers_contributor_id_contributors_id_fk" FOREIGN KEY ("contributor_id") REFERENCES "public"."contributors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "papers" ADD CONSTRAINT "papers_programme_id_programmes_id_fk" FOREIGN KEY ("programme_id") REFERENCES "public"."programmes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "papers" ADD CONSTRAINT "papers_entered_by_staff_id_fk" FOREIGN KEY ("entered_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "papers" ADD CONSTRAINT "papers_checked_by_staff_id_fk" FOREIGN KEY ("checked_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "papers_contributor_id_index" ON "papers" USING btree ("contributor_id");--> statement-breakpoint
CREATE INDEX "papers_enrolment_id_index" ON "papers" USING btree ("enrolment_id");--> statement-breakpoint
CREATE INDEX "papers_of_hospital" ON "papers" USING btree ("organisation_id","entered_at");--> statement-breakpoint
-- What came on paper is the hospital's to enter and to check, for its own people, and hers to read; it goes with her account.
ALTER TABLE papers ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE papers FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY owner ON papers TO CURRENT_USER USING (true);
--> statement-breakpoint
CREATE POLICY organisation_reads ON papers FOR SELECT USING (organisation_id = (SELECT scoped_organisation()));
--> statement-breakpoint
CREATE POLICY organisation_enters ON papers FOR INSERT WITH CHECK (organisation_id = (SELECT scoped_organisation())
  AND EXISTS (SELECT FROM enrolments e WHERE e.id = enrolment_id AND e.contributor_id = papers.contributor_id
    AND e.organisation_id = (SELECT scoped_organisation())));
--> statement-breakpoint
CREATE POLICY organisation_checks ON papers FOR UPDATE USING (organisation_id = (SELECT scoped_organisation()));
--> statement-breakpoint
CREATE POLICY subject_reads ON papers FOR SELECT USING (contributor_id = (SELECT scoped_subject()));
--> statement-breakpoint
CREATE POLICY subject_erases ON papers FOR DELETE USING (contributor_id = (SELECT scoped_subject()));
--> statement-breakpoint
-- A scan is seen by whoever sees its paper, and never changed.
ALTER TABLE paper_scans ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE paper_scans FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY owner ON paper_scans TO CURRENT_USER USING (true);
--> statement-breakpoint
CREATE POLICY paper_reads ON paper_scans FOR SELECT USING (paper_id IN (SELECT id FROM papers));
--> statement-breakpoint
CREATE POLICY organisation_enters ON paper_scans FOR INSERT WITH CHECK (paper_id IN
  (SELECT id FROM papers WHERE organisation_id = (SELECT scoped_organisation())));
--> statement-breakpoint
-- What was entered and by whom stays as it was; a check is added to it.
CREATE FUNCTION keep_what_was_entered() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE checked text[] := ARRAY['quality', 'checked_by', 'checked_at', 'permit_event_id'];
BEGIN
  IF to_jsonb(NEW) - checked IS DISTINCT FROM to_jsonb(OLD) - checked THEN
    RAISE EXCEPTION 'what was entered from a paper does not change' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER keep_what_was_entered BEFORE UPDATE ON papers FOR EACH ROW EXECUTE FUNCTION keep_what_was_entered();
