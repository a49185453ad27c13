-- A hospital's scope sees where its patients stand, and changes none of it; how they get in, what they are about to
-- answer and what they did is not its to see.
DROP POLICY organisation ON credentials;
--> statement-breakpoint
DROP POLICY organisation ON drafts;
--> statement-breakpoint
DROP POLICY organisation ON consent_events;
--> statement-breakpoint
DO $$
DECLARE
  standing record;
BEGIN
  FOR standing IN SELECT * FROM (VALUES
    ('contributors',         'id'),
    ('consents',             'contributor_id'),
    ('altruism_preferences', 'contributor_id'),
    ('use_answers',          'contributor_id'),
    ('objections',           'contributor_id')
  ) AS list (name, subject) LOOP
    EXECUTE format('DROP POLICY organisation ON %I', standing.name);
    EXECUTE format(
      'CREATE POLICY organisation ON %I FOR SELECT USING ((SELECT scoped_organisation()) IS NOT NULL AND %I IN
         (SELECT contributor_id FROM enrolments WHERE organisation_id = (SELECT scoped_organisation())))',
      standing.name, standing.subject);
  END LOOP;
END $$;
--> statement-breakpoint
-- Issuing a token holds the contributor's row still (SELECT ... FOR SHARE asks for this) and writes nothing into it.
CREATE POLICY organisation_holds ON contributors FOR UPDATE
  USING ((SELECT scoped_organisation()) IS NOT NULL AND id IN
    (SELECT contributor_id FROM enrolments WHERE organisation_id = (SELECT scoped_organisation())))
  WITH CHECK (false);
--> statement-breakpoint
-- One person's tokens and uses at two hospitals are not to be seen together by either.
ALTER POLICY organisation ON consent_tokens USING ((SELECT scoped_organisation()) IS NOT NULL AND enrolment_id IN
  (SELECT id FROM enrolments WHERE organisation_id = (SELECT scoped_organisation())));
--> statement-breakpoint
ALTER POLICY organisation ON usage_subjects USING ((SELECT scoped_organisation()) IS NOT NULL AND enrolment_id IN
  (SELECT id FROM enrolments WHERE organisation_id = (SELECT scoped_organisation())));
--> statement-breakpoint
-- Whatever happens may be told to anybody; what is told to a hospital or its nodes is read by that hospital alone.
ALTER TABLE outbox ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE outbox FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY owner ON outbox TO CURRENT_USER USING (true);
--> statement-breakpoint
CREATE POLICY told ON outbox FOR INSERT WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY organisation ON outbox USING (organisation_id = (SELECT scoped_organisation()) OR node_id IN
  (SELECT id FROM nodes WHERE organisation_id = (SELECT scoped_organisation())));
