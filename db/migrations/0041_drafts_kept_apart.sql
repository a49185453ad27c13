ALTER TABLE "drafts" ADD COLUMN "acted_by" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "drafts" DROP CONSTRAINT "drafts_contributor_id_programme_id_pk";--> statement-breakpoint
ALTER TABLE "drafts" ADD CONSTRAINT "drafts_contributor_id_programme_id_acted_by_pk" PRIMARY KEY("contributor_id","programme_id","acted_by");
