CREATE INDEX "enrolments_that_follow" ON "enrolments" USING btree ("successor_id") WHERE successor_id is not null;--> statement-breakpoint
-- A paper goes along with the pseudonym that follows the one under which it was entered, and belongs to a stranger where
-- that pseudonym was never hers; what was entered and by whom stays as it was, and a check is added to it.
CREATE OR REPLACE FUNCTION keep_what_was_entered() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE changing text[] := ARRAY['quality', 'checked_by', 'checked_at', 'permit_event_id'];
BEGIN
  IF EXISTS (SELECT FROM enrolments WHERE id = OLD.enrolment_id AND successor_id = NEW.enrolment_id) THEN
    changing := array_append(changing, 'enrolment_id');
  END IF;
  IF EXISTS (SELECT FROM contributors WHERE id = NEW.contributor_id
    AND closed_at IS NOT NULL AND wrapped_key IS NULL AND event_sequence = 0) THEN
    changing := array_append(changing, 'contributor_id');
  END IF;
  IF to_jsonb(NEW) - changing IS DISTINCT FROM to_jsonb(OLD) - changing THEN
    RAISE EXCEPTION 'what was entered from a paper does not change' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
-- Where a pseudonym was not this person's, those that it followed were not hers either; nor is what came on paper under it.
CREATE OR REPLACE FUNCTION part_from_enrolment(wrong uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  mistaken uuid := scoped_subject();
  stranger uuid := gen_random_uuid();
  today timestamptz := date_trunc('day', now(), 'UTC');
  wrongs uuid[] := ARRAY(
    WITH RECURSIVE followed(id) AS (
      SELECT wrong UNION SELECT earlier.id FROM enrolments earlier JOIN followed ON earlier.successor_id = followed.id)
    SELECT id FROM followed);
BEGIN
  INSERT INTO contributors (id, language, created_at, closed_at)
    SELECT stranger, language, today, today FROM enrolments WHERE id = wrong;
  UPDATE consent_tokens SET contributor_id = stranger WHERE enrolment_id = ANY (wrongs) AND contributor_id = mistaken;
  UPDATE usage_subjects SET contributor_id = stranger WHERE enrolment_id = ANY (wrongs) AND contributor_id = mistaken;
  UPDATE removal_tasks SET contributor_id = stranger WHERE enrolment_id = ANY (wrongs) AND contributor_id = mistaken;
  UPDATE papers SET contributor_id = stranger WHERE enrolment_id = ANY (wrongs) AND contributor_id = mistaken;
  UPDATE invitations SET claimed_by = stranger WHERE enrolment_id = ANY (wrongs) AND claimed_by = mistaken;
END $$;
