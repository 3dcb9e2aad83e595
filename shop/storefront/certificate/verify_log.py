"""Check the log: curl -s SHOP/chung-nhan/so-cai.jsonl | python3 verify_log.py"""

import hashlib
import json
import sys

number, before = 0, "0" * 64
for line in sys.stdin:
    entry, number = json.loads(line), number + 1
    content = entry["content_hash"]
    if entry["content"] and hashlib.sha256(entry["content"].encode()).hexdigest() != content:
        sys.exit(f"content of entry {number} was changed")
    link = hashlib.sha256(f"{number}\n{before}\n{content}".encode()).hexdigest()
    if (entry["sequence"], entry["previous_hash"], entry["hash"]) != (number, before, link):
        sys.exit(f"the chain breaks at entry {number}")
    before = link
sys.stdout.write(f"{number} entries are whole; head {before}\n")
