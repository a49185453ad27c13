CREATE TABLE "weekly_figures" (
	"programme_id" text NOT NULL,
	"week" text NOT NULL,
	"figures" jsonb NOT NULL,
	"taken_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "weekly_figures_programme_id_week_pk" PRIMARY KEY("programme_id","week")
);
--> statement-breakpoint
ALTER TABLE "weekly_figures" ADD CONSTRAINT "weekly_figures_programme_id_programmes_id_fk" FOREIGN KEY ("programme_id") REFERENCES "public"."programmes"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
-- A week's figures are taken once.
CREATE TRIGGER only_added BEFORE UPDATE OR DELETE ON "weekly_figures" FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON "weekly_figures" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- What people had answered by Monday is counted from the record; its payloads stay sealed.
ALTER POLICY task ON "consent_events" USING ((SELECT scoped_task()) = 'figures');
