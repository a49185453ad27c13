-- Who counts looks, and has nothing to write: neither what people chose nor what was used.
DO $$
DECLARE
  counted text;
BEGIN
  FOREACH counted IN ARRAY ARRAY[
    'consents', 'consent_events', 'altruism_preferences', 'use_answers', 'objections', 'usage_subjects'
  ] LOOP
    EXECUTE format('DROP POLICY task ON %I', counted);
    EXECUTE format('CREATE POLICY figures ON %I FOR SELECT USING ((SELECT scoped_task()) = ''figures'')', counted);
  END LOOP;
END $$;
--> statement-breakpoint
ALTER POLICY task ON enrolments USING ((SELECT scoped_task()) = 'claim');
--> statement-breakpoint
CREATE POLICY figures ON enrolments FOR SELECT USING ((SELECT scoped_task()) = 'figures');
