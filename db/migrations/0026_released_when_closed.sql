-- Whoever closed her account may take part again with a new letter: her pseudonyms are nobody's from then on, and what
-- hung on them belongs to strangers as before.
CREATE OR REPLACE FUNCTION part_from_pseudonyms() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  closing uuid := scoped_subject();
  enrolment record;
  stranger uuid;
  today timestamptz := date_trunc('day', now(), 'UTC');
BEGIN
  FOR enrolment IN
    SELECT id, language FROM enrolments
    WHERE contributor_id = closing OR id IN (SELECT enrolment_id FROM claims WHERE contributor_id = closing) FOR UPDATE
  LOOP
    stranger := gen_random_uuid();
    INSERT INTO contributors (id, language, created_at, closed_at) VALUES (stranger, enrolment.language, today, today);
    UPDATE enrolments SET contributor_id = NULL, claimed_at = NULL WHERE id = enrolment.id AND contributor_id = closing;
    UPDATE claims SET contributor_id = stranger WHERE enrolment_id = enrolment.id AND contributor_id = closing;
    UPDATE consent_tokens SET contributor_id = stranger WHERE enrolment_id = enrolment.id AND contributor_id = closing;
    UPDATE usage_subjects SET contributor_id = stranger WHERE enrolment_id = enrolment.id AND contributor_id = closing;
    UPDATE removal_tasks SET contributor_id = stranger WHERE enrolment_id = enrolment.id AND contributor_id = closing;
    UPDATE invitations SET claimed_by = stranger WHERE enrolment_id = enrolment.id AND claimed_by = closing;
  END LOOP;
END $$;
