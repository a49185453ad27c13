-- Whether one token is a hospital's was answered by reading that hospital's whole list first, for 100,000 people two
-- hundred times as long as looking up the one. EXISTS looks it up, and for many the planner still makes one list of it.
ALTER POLICY organisation ON consent_tokens USING ((SELECT scoped_organisation()) IS NOT NULL AND EXISTS
  (SELECT FROM enrolments e WHERE e.id = consent_tokens.enrolment_id AND e.organisation_id = (SELECT scoped_organisation())));
