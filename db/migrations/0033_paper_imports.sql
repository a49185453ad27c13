CREATE TABLE "import_rows" (
	"import_id" uuid NOT NULL,
	"row" integer NOT NULL,
	"organisation_id" uuid NOT NULL,
	"enrolment_id" uuid NOT NULL,
	"signed_on" date NOT NULL,
	"language" text NOT NULL,
	"stage" text DEFAULT 'new' NOT NULL,
	"answers" jsonb,
	"summary" jsonb,
	"hindrance" text,
	"bound_event_id" uuid,
	"permit_event_id" uuid,
	CONSTRAINT "import_rows_import_id_row_pk" PRIMARY KEY("import_id","row")
);
--> statement-breakpoint
CREATE TABLE "imports" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"form_id" text NOT NULL,
	"digest" "bytea" NOT NULL,
	"state" text NOT NULL,
	"unsettled" boolean DEFAULT false NOT NULL,
	"rows" integer NOT NULL,
	"good_rows" integer NOT NULL,
	"problems" jsonb NOT NULL,
	"checked_by" uuid NOT NULL,
	"checked_at" timestamp (3) with time zone NOT NULL,
	"entered_by" uuid,
	"entered_at" timestamp (3) with time zone,
	"decided_by" uuid,
	"decided_at" timestamp (3) with time zone,
	CONSTRAINT "imports_organisationId_digest_unique" UNIQUE("organisation_id","digest"),
	CONSTRAINT "imports_two_people" CHECK ("imports"."state" <> 'confirmed' or "imports"."decided_by" <> "imports"."entered_by")
);
--> statement-breakpoint
ALTER TABLE "import_rows" ADD CONSTRAINT "import_rows_import_id_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."imports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_rows" ADD CONSTRAINT "import_rows_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_rows" ADD CONSTRAINT "import_rows_enrolment_id_enrolments_id_fk" FOREIGN KEY ("enrolment_id") REFERENCES "public"."enrolments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "imports" ADD CONSTRAINT "imports_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "imports" ADD CONSTRAINT "imports_form_id_form_versions_id_fk" FOREIGN KEY ("form_id") REFERENCES "public"."form_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "imports" ADD CONSTRAINT "imports_checked_by_staff_id_fk" FOREIGN KEY ("checked_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "imports" ADD CONSTRAINT "imports_entered_by_staff_id_fk" FOREIGN KEY ("entered_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "imports" ADD CONSTRAINT "imports_decided_by_staff_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "import_rows_by_stage" ON "import_rows" USING btree ("import_id","stage","row");--> statement-breakpoint
CREATE INDEX "import_rows_enrolment_id_index" ON "import_rows" USING btree ("enrolment_id");--> statement-breakpoint
CREATE INDEX "imports_organisation_id_checked_at_index" ON "imports" USING btree ("organisation_id","checked_at");--> statement-breakpoint
-- A hospital's clerks see the files that they sent and nobody else's; who takes up what is left to do finds that there is
-- something, and works in the hospital's scope. A person sees the papers that are hers.
ALTER TABLE imports ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE imports FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY owner ON imports TO CURRENT_USER USING (true);
--> statement-breakpoint
CREATE POLICY organisation ON imports USING (organisation_id = (SELECT scoped_organisation()));
--> statement-breakpoint
CREATE POLICY imports_reads ON imports FOR SELECT USING ((SELECT scoped_task()) = 'imports');
--> statement-breakpoint
ALTER TABLE import_rows ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE import_rows FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY owner ON import_rows TO CURRENT_USER USING (true);
--> statement-breakpoint
CREATE POLICY organisation ON import_rows USING (organisation_id = (SELECT scoped_organisation()));
--> statement-breakpoint
CREATE POLICY subject_reads ON import_rows FOR SELECT USING (enrolment_id IN
  (SELECT id FROM enrolments WHERE contributor_id = (SELECT scoped_subject())));
