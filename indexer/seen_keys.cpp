// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/seen_keys.hpp"

#include <utility>
#include <vector>

namespace demarche {

void SeenKeys::add(const Key& key, const void* owner) {
  if (contains(key)) return;
  recent_.emplace(key, owner);
  if (recent_.size() >= most_in_memory_) write_out();
}

std::optional<const void*> SeenKeys::find(const Key& key) const {
  if (const auto recent = recent_.find(key); recent != recent_.end()) return recent->second;
  return written_.find(key);
}

void SeenKeys::write_out() {
  if (!written_.has_room_for(recent_.size())) {
    KeyTable larger(written_.size() + recent_.size());
    larger.add(written_);
    written_ = std::move(larger);
  }
  std::vector<KeyEntry> entries;
  entries.reserve(recent_.size());
  for (const auto& [key, owner] : recent_) entries.push_back({key, owner});
  recent_.clear();
  written_.add(std::move(entries));
}

}  // namespace demarche
