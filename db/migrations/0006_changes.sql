-- Every instance hears of what is committed below what it remembers (db/changes.server.ts); nobody can forget to tell.
CREATE FUNCTION tell_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('accord_changes', TG_ARGV[0] || ':' || (to_jsonb(coalesce(NEW, OLD)) ->> TG_ARGV[1]));
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER tell_change AFTER UPDATE OF state ON consent_tokens FOR EACH ROW
  WHEN (OLD.state = 'issued' AND NEW.state <> 'issued') EXECUTE FUNCTION tell_change('token', 'jti');
--> statement-breakpoint
CREATE TRIGGER tell_change AFTER INSERT OR UPDATE OF jwt ON status_lists FOR EACH ROW
  EXECUTE FUNCTION tell_change('list', 'id');
--> statement-breakpoint
CREATE TRIGGER tell_change AFTER UPDATE OF status, jwks, scopes, client_id, organisation_id ON nodes FOR EACH ROW
  EXECUTE FUNCTION tell_change('node', 'id');
--> statement-breakpoint
CREATE TRIGGER tell_change AFTER INSERT OR UPDATE OR DELETE ON keys FOR EACH ROW
  EXECUTE FUNCTION tell_change('key', 'kid');
