CREATE TABLE "reconsent_requests" (
	"contributor_id" uuid NOT NULL,
	"form_id" text NOT NULL,
	"programme_id" text NOT NULL,
	"change" text NOT NULL,
	"told_at" timestamp (3) with time zone NOT NULL,
	"reminders" integer DEFAULT 0 NOT NULL,
	"last_reminded_at" timestamp (3) with time zone,
	"seen_at" timestamp (3) with time zone,
	CONSTRAINT "reconsent_requests_contributor_id_form_id_pk" PRIMARY KEY("contributor_id","form_id")
);
--> statement-breakpoint
ALTER TABLE "consents" ADD COLUMN "deferred_form_id" text;--> statement-breakpoint
ALTER TABLE "reconsent_requests" ADD CONSTRAINT "reconsent_requests_contributor_id_contributors_id_fk" FOREIGN KEY ("contributor_id") REFERENCES "public"."contributors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reconsent_requests" ADD CONSTRAINT "reconsent_requests_form_id_form_versions_id_fk" FOREIGN KEY ("form_id") REFERENCES "public"."form_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reconsent_requests" ADD CONSTRAINT "reconsent_requests_programme_id_programmes_id_fk" FOREIGN KEY ("programme_id") REFERENCES "public"."programmes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "reconsent_requests_form_id_told_at_index" ON "reconsent_requests" USING btree ("form_id","told_at");--> statement-breakpoint
ALTER TABLE "consents" ADD CONSTRAINT "consents_deferred_form_id_form_versions_id_fk" FOREIGN KEY ("deferred_form_id") REFERENCES "public"."form_versions"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
-- A person sees what she was told and says that she has seen it; the campaign tells and reminds; figures count. No
-- hospital sees who was asked.
ALTER TABLE reconsent_requests ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE reconsent_requests FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY owner ON reconsent_requests TO CURRENT_USER USING (true);
--> statement-breakpoint
CREATE POLICY subject ON reconsent_requests USING (contributor_id = (SELECT scoped_subject()));
--> statement-breakpoint
CREATE POLICY campaign ON reconsent_requests USING ((SELECT scoped_task()) = 'ask-again');
--> statement-breakpoint
CREATE POLICY figures ON reconsent_requests FOR SELECT USING ((SELECT scoped_task()) = 'figures');
--> statement-breakpoint
-- The campaign reads who said yes and holds those rows still (SELECT ... FOR UPDATE asks for this); it writes nothing into them.
CREATE POLICY campaign_reads ON consents FOR SELECT USING ((SELECT scoped_task()) = 'ask-again');
--> statement-breakpoint
CREATE POLICY campaign_holds ON consents FOR UPDATE USING ((SELECT scoped_task()) = 'ask-again') WITH CHECK (false);
--> statement-breakpoint
CREATE POLICY campaign_reads ON objections FOR SELECT USING ((SELECT scoped_task()) = 'ask-again');
