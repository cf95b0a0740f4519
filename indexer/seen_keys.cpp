// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/seen_keys.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "common/error.hpp"

namespace demarche {
namespace {

// A Bloom filter (B. H. Bloom, 1970): with these, 0.24 % of the keys that are not there pass it.
constexpr std::uint64_t bits_per_key = 16;
constexpr std::uint64_t bits_of_key = 4;

/// The places of a key's bits, of so many.
std::array<std::uint64_t, bits_of_key> places_of(const Key& key, std::uint64_t bits) {
  // Keys may be alike in most bytes: a multiplication has all of them count.
  constexpr std::uint64_t odd = 0x9e3779b97f4a7c15U;
  std::array<std::uint64_t, bits_of_key> places{};
  std::uint64_t hash = key.first;
  for (std::uint64_t& place : places) {
    hash = (hash ^ key.second ^ (hash >> 32U)) * odd;
    place = (hash >> 16U) % bits;
  }
  return places;
}

std::string folder() {
  std::error_code error;
  const auto path = std::filesystem::temp_directory_path(error);
  return error ? "/tmp" : path.string();
}

[[noreturn]] void throw_unusable(const std::error_code& error) {
  throw IndexError(fmt::format("cannot use a temporary file in {}: {}", folder(), error.message()),
                   "see its room, or set TMPDIR to another folder");
}

Descriptor nameless_file() {
  std::string path = folder() + "/demarche-XXXXXX";
  Descriptor file(mkostemp(path.data(), O_CLOEXEC));
  if (file.number() < 0 || unlink(path.c_str()) != 0)
    throw_unusable({errno, std::generic_category()});
  return file;
}

}  // namespace

void SeenKeys::add(const Key& key, const void* owner) {
  if (contains(key)) return;
  recent_.emplace(key, owner);
  if (recent_.size() >= most_in_memory_) write_out();
}

std::optional<const void*> SeenKeys::find(const Key& key) const {
  if (const auto recent = recent_.find(key); recent != recent_.end()) return recent->second;
  for (const Run& run : runs_) {
    if (const auto owner = find(run, key)) return owner;
  }
  return std::nullopt;
}

void SeenKeys::write_out() {
  if (file_.number() < 0) file_ = nameless_file();
  std::vector<Entry> entries;
  entries.reserve(recent_.size());
  for (const auto& [key, owner] : recent_) entries.push_back({key, owner});
  recent_.clear();
  std::sort(entries.begin(), entries.end(),
            [](const Entry& a, const Entry& b) { return a.key < b.key; });
  Run run{runs_.empty() ? 0 : runs_.back().begin + runs_.back().size, entries.size(),
          std::vector<std::uint64_t>(entries.size() * bits_per_key / 64 + 1)};
  for (const Entry& entry : entries) {
    for (const std::uint64_t place : places_of(entry.key, run.filter.size() * 64))
      run.filter[place / 64] |= std::uint64_t{1} << (place % 64);
  }
  const std::string_view bytes(reinterpret_cast<const char*>(entries.data()),
                               entries.size() * sizeof(Entry));
  if (const std::error_code error = write_all(file_, bytes)) throw_unusable(error);
  runs_.push_back(std::move(run));
}

std::optional<const void*> SeenKeys::find(const Run& run, const Key& key) const {
  for (const std::uint64_t place : places_of(key, run.filter.size() * 64)) {
    if ((run.filter[place / 64] >> (place % 64) & 1U) == 0) return std::nullopt;
  }
  std::uint64_t begin = run.begin;
  std::uint64_t end = run.begin + run.size;
  while (begin < end) {
    const std::uint64_t middle = begin + (end - begin) / 2;
    const Entry entry = read(middle);
    if (entry.key == key) return entry.owner;
    if (entry.key < key)
      begin = middle + 1;
    else
      end = middle;
  }
  return std::nullopt;
}

SeenKeys::Entry SeenKeys::read(std::uint64_t number) const {
  Entry entry;
  const auto bytes = read_at(file_, number * sizeof entry, sizeof entry);
  if (!bytes) throw_unusable(bytes.error());
  if (bytes->size() != sizeof entry) throw_unusable(std::make_error_code(std::errc::io_error));
  std::memcpy(&entry, bytes->data(), sizeof entry);
  return entry;
}

}  // namespace demarche
