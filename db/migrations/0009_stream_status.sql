ALTER TABLE "event_streams" ADD COLUMN "status" text DEFAULT 'enabled' NOT NULL;--> statement-breakpoint
ALTER TABLE "event_streams" ADD COLUMN "status_reason" text;