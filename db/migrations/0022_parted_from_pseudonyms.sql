-- Whoever closes her account is parted from her pseudonyms: at each of her hospitals what hangs on the pseudonym belongs
-- to a stranger from then on, an account that is closed, was never open and has no record. So the hospital's tasks, the
-- status lists and the uses stay whole, and nothing in them leads to her record, nor from one hospital to the other.
CREATE FUNCTION part_from_pseudonyms() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
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
    UPDATE enrolments SET contributor_id = stranger WHERE id = enrolment.id AND contributor_id = closing;
    UPDATE claims SET contributor_id = stranger WHERE enrolment_id = enrolment.id AND contributor_id = closing;
    UPDATE consent_tokens SET contributor_id = stranger WHERE enrolment_id = enrolment.id AND contributor_id = closing;
    UPDATE usage_subjects SET contributor_id = stranger WHERE enrolment_id = enrolment.id AND contributor_id = closing;
    UPDATE removal_tasks SET contributor_id = stranger WHERE enrolment_id = enrolment.id AND contributor_id = closing;
    UPDATE invitations SET claimed_by = stranger WHERE enrolment_id = enrolment.id AND claimed_by = closing;
  END LOOP;
END $$;
--> statement-breakpoint
-- Whose a row was may become such a stranger, and nothing else in it may change.
CREATE FUNCTION refuse_change_but_parting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'contributor_id' = to_jsonb(OLD) - 'contributor_id'
    AND EXISTS (SELECT FROM contributors WHERE id = NEW.contributor_id
      AND closed_at IS NOT NULL AND wrapped_key IS NULL AND event_sequence = 0) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'rows of % are only ever added', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
--> statement-breakpoint
DROP TRIGGER only_added ON claims;
--> statement-breakpoint
CREATE TRIGGER only_added BEFORE UPDATE OR DELETE ON claims FOR EACH ROW EXECUTE FUNCTION refuse_change_but_parting();
--> statement-breakpoint
DROP TRIGGER only_added ON usage_subjects;
--> statement-breakpoint
CREATE TRIGGER only_added BEFORE UPDATE OR DELETE ON usage_subjects FOR EACH ROW EXECUTE FUNCTION refuse_change_but_parting();
