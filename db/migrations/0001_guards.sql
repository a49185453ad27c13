-- History is only ever added to: the application's role has no right to change it, and the owner meets a trigger.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are only ever added', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
--> statement-breakpoint
DO $$
DECLARE append_only text;
BEGIN
  FOREACH append_only IN ARRAY ARRAY['consent_events', 'usage_reports', 'usage_subjects', 'audit', 'form_versions', 'superseded_forms'] LOOP
    EXECUTE format('CREATE TRIGGER only_added BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', append_only);
    EXECUTE format('CREATE TRIGGER never_emptied BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', append_only);
  END LOOP;
END $$;
--> statement-breakpoint
-- Who is asking, set for one transaction at a time; an unset scope reads as NULL and sees nothing.
CREATE FUNCTION scoped_subject() RETURNS uuid LANGUAGE sql STABLE AS
  $$ SELECT nullif(current_setting('app.subject', true), '')::uuid $$;
--> statement-breakpoint
CREATE FUNCTION scoped_organisation() RETURNS uuid LANGUAGE sql STABLE AS
  $$ SELECT nullif(current_setting('app.organisation', true), '')::uuid $$;
--> statement-breakpoint
CREATE FUNCTION scoped_task() RETURNS text LANGUAGE sql STABLE AS
  $$ SELECT nullif(current_setting('app.task', true), '') $$;
--> statement-breakpoint
-- The second layer below the queries' own WHERE: a person's rows are hers, her hospital's, or a named task's.
DO $$
DECLARE
  personal record;
BEGIN
  FOR personal IN SELECT * FROM (VALUES
    ('contributors',         'id',             ARRAY['sign-in', 'claim', 'sweep']),
    ('credentials',          'contributor_id', ARRAY['sign-in', 'claim']),
    ('consent_events',       'contributor_id', ARRAY[]::text[]),
    ('consents',             'contributor_id', ARRAY['figures']),
    ('altruism_preferences', 'contributor_id', ARRAY['figures']),
    ('use_answers',          'contributor_id', ARRAY['figures']),
    ('objections',           'contributor_id', ARRAY['figures']),
    ('drafts',               'contributor_id', ARRAY[]::text[]),
    ('consent_tokens',       'contributor_id', ARRAY['publish', 'sweep']),
    ('usage_subjects',       'contributor_id', ARRAY['figures'])
  ) AS list (name, subject, tasks) LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', personal.name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', personal.name);
    EXECUTE format('CREATE POLICY owner ON %I TO CURRENT_USER USING (true)', personal.name);
    EXECUTE format('CREATE POLICY subject ON %I USING (%I = (SELECT scoped_subject()))', personal.name, personal.subject);
    EXECUTE format(
      'CREATE POLICY organisation ON %I USING ((SELECT scoped_organisation()) IS NOT NULL AND %I IN
         (SELECT contributor_id FROM enrolments WHERE organisation_id = (SELECT scoped_organisation())))',
      personal.name, personal.subject);
    EXECUTE format('CREATE POLICY task ON %I USING ((SELECT scoped_task()) = ANY (%L::text[]))', personal.name, personal.tasks);
  END LOOP;
END $$;
--> statement-breakpoint
ALTER TABLE enrolments ENABLE ROW LEVEL SECURITY;
ALTER TABLE enrolments FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON enrolments TO CURRENT_USER USING (true);
CREATE POLICY subject ON enrolments USING (contributor_id = (SELECT scoped_subject()));
CREATE POLICY organisation ON enrolments USING (organisation_id = (SELECT scoped_organisation()));
CREATE POLICY task ON enrolments USING ((SELECT scoped_task()) IN ('claim', 'figures'));
--> statement-breakpoint
ALTER TABLE invitations ENABLE ROW LEVEL SECURITY;
ALTER TABLE invitations FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON invitations TO CURRENT_USER USING (true);
CREATE POLICY organisation ON invitations USING (enrolment_id IN
  (SELECT id FROM enrolments WHERE organisation_id = (SELECT scoped_organisation())));
CREATE POLICY task ON invitations USING ((SELECT scoped_task()) = 'claim');
