// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/key_table.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <system_error>

#include "common/error.hpp"

namespace demarche {
namespace {

constexpr std::size_t page_bytes = 4096;
constexpr std::size_t entries_of_page = (page_bytes - sizeof(std::uint64_t)) / sizeof(KeyEntry);
/// How many a page has on average at most, so that hardly one is full.
constexpr std::uint64_t most_of_page = entries_of_page * 3 / 4;

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

/// As it lies in the file.
struct KeyTable::Page {
  std::uint64_t size = 0;
  std::array<KeyEntry, entries_of_page> entries{};  ///< `size` of them
  std::array<char, page_bytes - sizeof size - sizeof entries> unused{};

  bool is_full() const { return size == entries.size(); }
};

KeyTable::KeyTable(std::uint64_t entries)
    : file_(nameless_file()), pages_(2 * entries / most_of_page + 1) {
  if (ftruncate(file_.number(), static_cast<off_t>(pages_ * page_bytes)) != 0)
    throw_unusable({errno, std::generic_category()});
}

bool KeyTable::has_room_for(std::uint64_t entries) const {
  return size_ + entries <= pages_ * most_of_page;
}

void KeyTable::add(std::vector<KeyEntry> entries) {
  // In the order of the pages, each of which is read and written once.
  std::sort(entries.begin(), entries.end(), [this](const KeyEntry& a, const KeyEntry& b) {
    return page_of(a.key) < page_of(b.key);
  });
  for (auto entry = entries.begin(); entry != entries.end();) {
    const std::uint64_t first = page_of(entry->key);
    std::uint64_t number = first;
    Page page = read(number);
    for (; entry != entries.end() && page_of(entry->key) == first; ++entry) {
      while (page.is_full()) {
        write(number, page);
        number = after(number);
        page = read(number);
      }
      page.entries[page.size++] = *entry;
    }
    write(number, page);
  }
  size_ += entries.size();
}

void KeyTable::add(const KeyTable& other) {
  for (std::uint64_t number = 0; number < other.pages_; ++number) {
    const Page page = other.read(number);
    add({page.entries.begin(), page.entries.begin() + static_cast<std::ptrdiff_t>(page.size)});
  }
}

std::optional<const void*> KeyTable::find(const Key& key) const {
  if (size_ == 0) return std::nullopt;
  for (std::uint64_t number = page_of(key);; number = after(number)) {
    const Page page = read(number);
    for (std::size_t i = 0; i < page.size; ++i) {
      if (page.entries[i].key == key) return page.entries[i].owner;
    }
    if (!page.is_full()) return std::nullopt;
  }
}

std::uint64_t KeyTable::page_of(const Key& key) const {
  // Keys may be alike in most bytes: a multiplication has all of them count.
  constexpr std::uint64_t odd = 0x9e3779b97f4a7c15U;
  std::uint64_t hash = (key.first ^ (key.first >> 32U)) * odd ^ key.second;
  hash = (hash ^ (hash >> 32U)) * odd;
  // Pages in the order of their hashes: in a larger table, what lay together is not far apart.
  return (hash >> 32U) * pages_ >> 32U;
}

KeyTable::Page KeyTable::read(std::uint64_t page) const {
  Page content;
  static_assert(sizeof content == page_bytes);
  const auto size =
      read_at(file_, page * page_bytes, {reinterpret_cast<char*>(&content), sizeof content});
  if (!size) throw_unusable(size.error());
  if (*size != page_bytes) throw_unusable(std::make_error_code(std::errc::io_error));
  return content;
}

void KeyTable::write(std::uint64_t page, const Page& content) {
  const std::string_view bytes(reinterpret_cast<const char*>(&content), page_bytes);
  if (lseek(file_.number(), static_cast<off_t>(page * page_bytes), SEEK_SET) < 0)
    throw_unusable({errno, std::generic_category()});
  if (const std::error_code error = write_all(file_, bytes)) throw_unusable(error);
}

}  // namespace demarche
