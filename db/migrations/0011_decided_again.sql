-- Many people choose alike: they are grouped by this digest and decided about as one. Text is UTF-8 here whatever the session says.
CREATE FUNCTION choices_digest(choices jsonb) RETURNS bytea LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS
  $$ SELECT sha256(convert_to(choices::text, 'UTF8')) $$;
--> statement-breakpoint
CREATE TABLE "claims" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"enrolment_id" uuid NOT NULL,
	"contributor_id" uuid,
	"recorded_in" "xid8" DEFAULT pg_current_xact_id() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "altruism_preferences" ADD COLUMN "choices_digest" "bytea" GENERATED ALWAYS AS (choices_digest(choices)) STORED;--> statement-breakpoint
ALTER TABLE "consent_events" ADD COLUMN "recorded_in" "xid8" DEFAULT pg_current_xact_id() NOT NULL;--> statement-breakpoint
ALTER TABLE "consents" ADD COLUMN "choices_digest" "bytea" GENERATED ALWAYS AS (choices_digest(choices)) STORED;--> statement-breakpoint
ALTER TABLE "superseded_forms" ADD COLUMN "recorded_in" "xid8" DEFAULT pg_current_xact_id() NOT NULL;--> statement-breakpoint
ALTER TABLE "claims" ADD CONSTRAINT "claims_enrolment_id_enrolments_id_fk" FOREIGN KEY ("enrolment_id") REFERENCES "public"."enrolments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claims" ADD CONSTRAINT "claims_contributor_id_contributors_id_fk" FOREIGN KEY ("contributor_id") REFERENCES "public"."contributors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "claims_enrolment_id_index" ON "claims" USING btree ("enrolment_id");--> statement-breakpoint
CREATE INDEX "claims_contributor_id_index" ON "claims" USING btree ("contributor_id");--> statement-breakpoint
CREATE INDEX "audit_decision" ON "audit" USING btree ((detail ->> 'decision_id')) WHERE action = 'decided';
--> statement-breakpoint
-- Whose a pseudonym is, is written down by the database whenever it changes: nobody can forget to, and nobody else can.
CREATE FUNCTION remember_claim() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  INSERT INTO claims (enrolment_id, contributor_id) VALUES (NEW.id, NEW.contributor_id);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION remember_claims() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  INSERT INTO claims (enrolment_id, contributor_id) SELECT id, contributor_id FROM added WHERE contributor_id IS NOT NULL;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER remember_claim AFTER UPDATE OF contributor_id ON enrolments FOR EACH ROW
  WHEN (OLD.contributor_id IS DISTINCT FROM NEW.contributor_id) EXECUTE FUNCTION remember_claim();
--> statement-breakpoint
CREATE TRIGGER remember_claims AFTER INSERT ON enrolments REFERENCING NEW TABLE AS added FOR EACH STATEMENT
  EXECUTE FUNCTION remember_claims();
--> statement-breakpoint
INSERT INTO claims (enrolment_id, contributor_id) SELECT id, contributor_id FROM enrolments WHERE contributor_id IS NOT NULL;
--> statement-breakpoint
CREATE TRIGGER only_added BEFORE UPDATE OR DELETE ON claims FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON claims FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
ALTER TABLE claims ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE claims FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY owner ON claims TO CURRENT_USER USING (true);
--> statement-breakpoint
CREATE POLICY subject ON claims FOR SELECT USING (contributor_id = (SELECT scoped_subject()));
--> statement-breakpoint
CREATE POLICY organisation ON claims FOR SELECT USING (EXISTS
  (SELECT FROM enrolments e WHERE e.id = claims.enrolment_id AND e.organisation_id = (SELECT scoped_organisation())));
--> statement-breakpoint
-- `IN (SELECT ...)` read a hospital's whole list before it showed one row, so that who has a row took longer to answer
-- about than who has none. EXISTS looks up the one, and for many the planner still makes one list of it.
DO $$
DECLARE
  standing record;
BEGIN
  FOR standing IN SELECT * FROM (VALUES
    ('contributors',         'id',             'organisation'),
    ('contributors',         'id',             'organisation_holds'),
    ('consents',             'contributor_id', 'organisation'),
    ('altruism_preferences', 'contributor_id', 'organisation'),
    ('use_answers',          'contributor_id', 'organisation'),
    ('objections',           'contributor_id', 'organisation')
  ) AS list (name, subject, policy) LOOP
    EXECUTE format(
      'ALTER POLICY %I ON %I USING ((SELECT scoped_organisation()) IS NOT NULL AND EXISTS (SELECT FROM enrolments e
         WHERE e.contributor_id = %I.%I AND e.organisation_id = (SELECT scoped_organisation())))',
      standing.policy, standing.name, standing.name, standing.subject);
  END LOOP;
END $$;
--> statement-breakpoint
-- What a hospital's scope sees of where its people stand, as one join: the policy's rule once for all of them, where the
-- policy itself would ask it again for each.
CREATE VIEW consents_of_hospital WITH (security_barrier) AS
  SELECT e.pseudonym, c.contributor_id, c.programme_id, c.state, c.form_id, c.choices, c.choices_digest, c.expires_at,
    EXISTS (SELECT FROM objections o WHERE o.contributor_id = c.contributor_id) AS objected
  FROM enrolments e JOIN consents c ON c.contributor_id = e.contributor_id
  WHERE e.organisation_id = (SELECT scoped_organisation());
