ALTER TABLE "form_versions" ADD COLUMN "follows" text;--> statement-breakpoint
ALTER TABLE "form_versions" ADD COLUMN "change" text;--> statement-breakpoint
ALTER TABLE "form_versions" ADD COLUMN "checks" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "form_versions" ADD COLUMN "hashes" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "form_versions" ADD COLUMN "authored_by" uuid;--> statement-breakpoint
ALTER TABLE "form_versions" ADD COLUMN "published_by" uuid;