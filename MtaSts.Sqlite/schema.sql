-- The same rows and columns as in Azure Table Storage. A person may edit them with any SQLite shell: the triggers give a row its
-- Version and Timestamp, however it is written, so that an edit by hand is told apart and no change is lost.
CREATE TABLE policies (
  PartitionKey TEXT NOT NULL,
  RowKey TEXT NOT NULL,
  Mode TEXT,
  Mx TEXT,
  MaxAge INTEGER,
  Template TEXT,
  Upstream TEXT,
  ChangedAt TEXT,
  ChangedBy TEXT,
  Reason TEXT,
  Removed INTEGER,
  ServedAt TEXT,
  HeldUntil TEXT,
  Customer TEXT,
  TimeToLive INTEGER,
  MovedAt TEXT,
  Version TEXT,
  Timestamp TEXT,
  PRIMARY KEY (PartitionKey, RowKey)
) WITHOUT ROWID;

CREATE INDEX policies_by_key ON policies (RowKey, PartitionKey);

CREATE TRIGGER policies_inserted AFTER INSERT ON policies BEGIN
  UPDATE policies
  SET Version = lower(hex(randomblob(16))), Timestamp = strftime('%Y-%m-%dT%H:%M:%f', 'now') || '0000Z'
  WHERE PartitionKey = NEW.PartitionKey AND RowKey = NEW.RowKey;
END;

CREATE TRIGGER policies_updated AFTER UPDATE OF
  PartitionKey, RowKey, Mode, Mx, MaxAge, Template, Upstream, ChangedAt, ChangedBy, Reason, Removed, ServedAt, HeldUntil, Customer,
  TimeToLive, MovedAt
ON policies BEGIN
  UPDATE policies
  SET Version = lower(hex(randomblob(16))), Timestamp = max(strftime('%Y-%m-%dT%H:%M:%f', 'now') || '0000Z', coalesce(OLD.Timestamp, ''))
  WHERE PartitionKey = NEW.PartitionKey AND RowKey = NEW.RowKey;
END;

-- 'mtst', by which the file is told from another program's, and the version of this schema.
PRAGMA application_id = 1836348276;
PRAGMA user_version = 1;
