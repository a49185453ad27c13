-- A query names the hospital that it asks about, and the view answers for the one whose scope it is: two layers here too.
CREATE OR REPLACE VIEW consents_of_hospital WITH (security_barrier) AS
  SELECT e.pseudonym, c.contributor_id, c.programme_id, c.state, c.form_id, c.choices, c.choices_digest, c.expires_at,
    EXISTS (SELECT FROM objections o WHERE o.contributor_id = c.contributor_id) AS objected,
    e.organisation_id
  FROM enrolments e JOIN consents c ON c.contributor_id = e.contributor_id
  WHERE e.organisation_id = (SELECT scoped_organisation());
