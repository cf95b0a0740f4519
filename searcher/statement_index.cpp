// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/statement_index.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "common/error.hpp"
#include "common/index/block_check.hpp"
#include "common/index/index_folder.hpp"
#include "common/index/open_index.hpp"
#include "common/index/schema.hpp"
#include "common/index/stamp.hpp"
#include "common/index/xapian_errors.hpp"
#include "searcher/location.hpp"

namespace demarche {

StatementIndex::StatementIndex(std::vector<std::string> locations, RemoteSettings remote,
                               MatchSettings matching)
    : locations_(std::move(locations)), remote_(remote), matching_(matching) {
  open();
}

void StatementIndex::open() {
  for (const std::string& location : locations_) {
    try {
      add(location);
    } catch (const IndexError& error) {
      if (!remote_.partial) throw;
      left_out_.push_back({location, error.what()});
      if (left_out_.size() == locations_.size()) throw;
    }
  }
}

void StatementIndex::add(const std::string& location) {
  const Xapian::Database one = open_location(location, remote_.timeout_ms);
  Stamp stamp = with_index_errors(location, [&] { return read_stamp(one, location); });
  std::string uuid = with_index_errors(location, [&] { return one.get_uuid(); });
  for (const Part& part : parts_) {
    if (part.uuid == uuid)
      throw UsageError(fmt::format("{} and {} are one index, or one is a copy of the other",
                                   part.location, location),
                       "name it once: each of its statements would count twice");
  }
  languages_.insert(stamp.languages.begin(), stamp.languages.end());
  user_fields_.merge(stamp.fields);
  database_.add_database(one);
  const Xapian::rev revision = is_remote(location) ? 0 : one.get_revision();
  parts_.push_back({one, location, std::move(uuid), revision, std::move(stamp.languages)});
}

bool StatementIndex::is_local() const {
  return std::none_of(locations_.begin(), locations_.end(), is_remote);
}

Xapian::docid StatementIndex::last_document() const {
  Xapian::docid last = 0;
  for (const Part& part : parts_) last = std::max(last, part.database.get_lastdocid());
  return last;
}

std::optional<Xapian::Database> StatementIndex::another() const {
  Xapian::Database all;
  for (const Part& part : parts_) {
    // Whoever has it open may go on where it can't be opened now.
    try {
      const Xapian::Database one = open_whole(existing_database(part.location));
      if (one.get_revision() != part.revision || one.get_uuid() != part.uuid) return std::nullopt;
      all.add_database(one);
    } catch (const IndexError&) {
      return std::nullopt;
    } catch (const Xapian::Error&) {
      return std::nullopt;
    }
  }
  return all;
}

const GlassTree* StatementIndex::positions() const {
  if (!positions_) {
    positions_.emplace();
    // Whoever has it open may go on where it can't be opened now.
    try {
      if (is_one_local()) {
        const Part& part = parts_.front();
        *positions_ = GlassTree::open(existing_database(part.location), "position.glass", part.uuid,
                                      part.revision);
      }
    } catch (const IndexError&) {
    }
  }
  return *positions_ ? &**positions_ : nullptr;
}

void StatementIndex::reopen() {
  // Anew, not Database::reopen(): the writer may have changed the stamp too,
  // or put another database in this one's place.
  database_ = Xapian::Database();
  parts_.clear();
  forms_.clear();
  positions_.reset();
  left_out_.clear();
  languages_.clear();
  user_fields_.clear();
  open();
}

void StatementIndex::blame() const {
  for (const std::string& location : locations_) {
    if (!is_remote(location)) blame_index(location);
  }
}

const WordForms& StatementIndex::forms(const std::string& language, const std::string& stem) const {
  const auto [found, is_new] = forms_.try_emplace({language, stem});
  if (!is_new) return found->second;
  const std::string key = forms_key(language, stem);
  std::string all;
  for (const Part& part : parts_) {
    // Of a language that it has no statements in, an index has no words.
    if (part.languages.contains(language)) all = united_forms(all, part.database.get_metadata(key));
  }
  return found->second = decode_forms(all);
}

std::vector<std::string> StatementIndex::metadata(const std::string& key) const {
  std::vector<std::string> found;
  for (const Part& part : parts_) {
    if (std::string value = part.database.get_metadata(key); !value.empty())
      found.push_back(std::move(value));
  }
  return found;
}

std::string StatementIndex::dictionary(std::uint32_t number) const {
  auto found = metadata(std::string(metadata_key::dictionary) + fmt::to_string(number));
  return found.empty() ? std::string() : std::move(found.front());
}

}  // namespace demarche
