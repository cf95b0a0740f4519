// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/sources/json_chunks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "common/program.hpp"

namespace demarche {
namespace {

constexpr std::string_view blanks = " \t\r\n";
/// How much may be read twice for records that do not end: of 64 MiB at most each.
constexpr std::uint64_t max_searched_bytes = 512ULL << 20U;
constexpr std::size_t max_indent_bytes = 100;
constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

std::uint64_t lines_in(std::string_view text) {
  return static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n'));
}

}  // namespace

JsonChunks::JsonChunks(std::unique_ptr<ByteStream> file, IsText is_text, std::size_t slice_bytes,
                       std::size_t max_record_bytes)
    : file_(std::move(file)),
      is_text_(std::move(is_text)),
      slice_bytes_(std::max<std::size_t>(slice_bytes, 1)),
      max_record_bytes_(max_record_bytes) {}

/// Reads more of the file; false at its end.
bool JsonChunks::more() {
  if (is_all_read_) return false;
  check_interrupted();
  pending_.erase(0, std::exchange(at_, 0));
  const std::size_t filled = pending_.size();
  pending_.resize(filled + slice_bytes_);
  auto count = file_->read(pending_.data() + filled, pending_.size() - filled);
  pending_.resize(filled + count.value_or(0));
  is_all_read_ = !count || *count == 0;
  if (!count) failure_ = std::move(count.error());
  return !is_all_read_;
}

void JsonChunks::consume(std::size_t bytes) {
  const std::string_view taken = ahead().substr(0, bytes);
  note_indent(taken);
  line_ += lines_in(taken);
  if (!chunk_.bytes.empty()) chunk_.bytes += taken;
  at_ += taken.size();
}

/// Remembers what the line begins with, as long as it is blank.
void JsonChunks::note_indent(std::string_view taken) {
  const std::size_t line_end = taken.rfind('\n');
  if (line_end != std::string_view::npos) {
    indent_ = std::string();
    taken.remove_prefix(line_end + 1);
  }
  if (!indent_) return;
  *indent_ += taken;
  if (indent_->size() > max_indent_bytes || !is_blank_line(*indent_)) indent_.reset();
}

void JsonChunks::give_chunk() {
  if (!chunk_.bytes.empty()) ready_.push_back(std::exchange(chunk_, {}));
}

/// Ends the reading: for the reason that reading failed, if it did.
void JsonChunks::fail(std::string_view what) {
  if (!failure_) failure_ = fmt::format("line {}: {}", line_, what);
  place_ = Place::at_end;
}

/// Moves `at`, which counts from at_, to what is no blank; false where the file
/// ends, or an object grows too long to be looked through.
bool JsonChunks::look_past_blanks(std::size_t& at) {
  for (;;) {
    at = std::min(ahead().find_first_not_of(blanks, at), ahead().size());
    if (at < ahead().size()) return at <= max_record_bytes_;
    if (at > max_record_bytes_ || !more()) return false;
  }
}

bool JsonChunks::look_past_value(std::size_t& at) {
  JsonValueScanner scanner;
  for (;;) {
    const auto state = scanner.scan(ahead(), at);
    if (state != JsonValueScanner::State::inside) return state == JsonValueScanner::State::ended;
    if (at > max_record_bytes_ || !more()) return false;
  }
}

bool JsonChunks::skip_blanks() {
  for (;;) {
    const std::size_t count = std::min(ahead().find_first_not_of(blanks), ahead().size());
    consume(count);
    if (at_ < pending_.size()) return true;
    if (!more()) return false;
  }
}

/// Looks through an object from behind its `{` to behind its `}`, or as far as it can be seen.
/// False where no more is to be looked at.
bool JsonChunks::look_through_object(std::size_t& at, std::size_t depth, Contents& contents) {
  while (look_past_blanks(at)) {
    if (ahead()[at] == '}') return ++at, true;
    if (ahead()[at] == ',') {
      ++at;
      continue;
    }
    const std::size_t key_at = at + 1;
    if (ahead()[at] != '"' || !look_past_value(at)) return false;
    const std::string key(ahead().substr(key_at, at - key_at - 1));
    if (!look_past_blanks(at) || ahead()[at] != ':' || !look_past_blanks(++at)) return false;
    contents.has_text |= is_text_(key, ahead()[at] == '"');
    if (contents.has_text) return false;
    std::size_t item_at = at + 1;
    if (ahead()[at] == '[' && look_past_blanks(item_at) && ahead()[item_at] == '{')
      ++(depth == 1 ? contents.lists : contents.inner_lists);
    if (depth == 1 && ahead()[at] == '{') {
      if (!look_through_object(++at, depth + 1, contents)) return false;
    } else if (!look_past_value(at)) {
      return false;
    }
  }
  return false;
}

/// Whether the object that begins here is to be opened: it has no text, and a member that is an
/// array of objects. What links to others, as a post does, has several of these within.
bool JsonChunks::holds_records() {
  Contents contents;
  std::size_t at = 1;
  look_through_object(at, 1, contents);
  is_list_within_ = contents.lists == 0 && contents.inner_lists == 1;
  return !contents.has_text && (contents.lists > 0 || is_list_within_);
}

void JsonChunks::take_record() {
  JsonValueScanner scanner;
  for (std::size_t length = 0;;) {
    const auto state = scanner.scan(ahead(), length);
    const bool is_too_long = length > max_record_bytes_;
    if (state == JsonValueScanner::State::ended && !is_too_long) return add_record(length);
    if (state == JsonValueScanner::State::inside && !is_too_long && more()) continue;
    if (state != JsonValueScanner::State::ended && take_broken_record(length)) return;
    if (is_too_long) return pass_over_record();
    return fail(state == JsonValueScanner::State::broken
                    ? "the brackets of the record that begins here do not match"
                    : "the file ends within the record that begins here");
  }
}

void JsonChunks::add_record(std::size_t length) {
  const std::string_view record = ahead().substr(0, length);
  if (chunk_.bytes.empty()) {
    chunk_.first_line = line_;
    chunk_.first_record = record_;
    chunk_.bytes.reserve(std::max(length, slice_bytes_));
  }
  chunk_.bytes += record;
  line_ += lines_in(record);
  ++record_;
  at_ += length;
}

/// Where a record does not end where it should, by its `searched` bytes: takes what stands before
/// the next line that begins as the record's own line does, which is then the next record. False
/// where there is none, or too much was searched in vain.
bool JsonChunks::take_broken_record(std::size_t searched) {
  if (!indent_ || searched_bytes_ > max_searched_bytes) return false;
  const std::string next_record = '\n' + *indent_ + ahead().front();
  std::size_t line_end = ahead().find(next_record);
  while (line_end == std::string_view::npos && ahead().size() <= max_record_bytes_) {
    const std::size_t from = ahead().size() - std::min(ahead().size(), next_record.size());
    if (!more()) break;
    line_end = ahead().find(next_record, from);
  }
  if (line_end == std::string_view::npos) return false;
  searched_bytes_ += std::max(searched, line_end);
  give_chunk();
  add_record(line_end);
  give_chunk();
  indent_.reset();
  is_after_broken_ = true;
  return true;
}

void JsonChunks::pass_over_record() {
  give_chunk();
  ready_.push_back({{}, line_, record_++, true});
  if (!pass_over_value(JsonValueScanner())) fail("the file ends within a record that is too long");
}

/// Takes what is left of a value, however long it is.
bool JsonChunks::pass_over_value(JsonValueScanner scanner) {
  for (;;) {
    std::size_t length = 0;
    const auto state = scanner.scan(ahead(), length);
    consume(length);
    if (state != JsonValueScanner::State::inside) return state == JsonValueScanner::State::ended;
    if (!more()) return false;
  }
}

void JsonChunks::drop_mark() {
  while (ahead().size() < byte_order_mark.size() && more()) {
  }
  if (ahead().starts_with(byte_order_mark)) at_ += byte_order_mark.size();
}

void JsonChunks::step_in_file() {
  if (!is_begun_) drop_mark();
  if (!skip_blanks()) {
    place_ = Place::at_end;
    if (!is_begun_ && !failure_) fail("no JSON in it");
    return;
  }
  const char first = ahead().front();
  if (first == '[') {
    give_chunk();
    consume(1);
    place_ = Place::in_list;
    around_list_ = Place::between_values;
    expects_comma_ = false;
  } else if (first == '{' && holds_records()) {
    give_chunk();
    consume(1);
    place_ = Place::in_object;
    open_objects_ = 1;
    expects_comma_ = false;
  } else if (first == '{') {
    take_record();
  } else {
    const bool is_utf16 = first == '\xff' || first == '\xfe';
    return fail(is_utf16 ? "not UTF-8, in which JSON is" : "no JSON array or object begins here");
  }
  is_begun_ = true;
}

/// Reads a member up to its value, or to the items where it is an array of records, or to the
/// members where it is an object that may have them.
JsonChunks::Entered JsonChunks::enter_member() {
  if (ahead().front() != '"' || !pass_over_value(JsonValueScanner()) || !skip_blanks() ||
      ahead().front() != ':') {
    fail("a member of the object is broken");
    return Entered::nothing;
  }
  consume(1);
  const std::size_t objects_around_list = is_list_within_ ? 2 : 1;
  std::string open;
  if (skip_blanks() && ahead().front() == '{' && is_list_within_ && open_objects_ == 1) {
    consume(1);
    return Entered::object;
  }
  if (at_ < pending_.size() && ahead().front() == '[' && open_objects_ == objects_around_list) {
    open = ahead().front();
    consume(1);
    if (skip_blanks() && ahead().front() == '{') return Entered::list;
  }
  if (!pass_over_value(JsonValueScanner(std::move(open)))) fail("a member of the object is broken");
  return Entered::nothing;
}

void JsonChunks::step_in_object() {
  if (!skip_blanks()) return fail("the file ends within an object");
  const char first = ahead().front();
  if (first == '}') {
    consume(1);
    expects_comma_ = true;
    if (--open_objects_ == 0) place_ = Place::between_values;
    return;
  }
  if (expects_comma_) {
    if (first != ',') return fail("a comma or } is missing");
    consume(1);
    expects_comma_ = false;
    return;
  }
  const Entered entered = enter_member();
  if (place_ == Place::at_end) return;
  expects_comma_ = entered == Entered::nothing;
  if (entered == Entered::object) ++open_objects_;
  if (entered != Entered::list) return;
  place_ = Place::in_list;
  around_list_ = Place::in_object;
}

void JsonChunks::step_in_list() {
  if (!skip_blanks()) return fail("the file ends within an array");
  const char first = ahead().front();
  if (first == ']') {
    give_chunk();
    consume(1);
    place_ = around_list_;
    expects_comma_ = true;
  } else if (expects_comma_) {
    if (first != ',') return fail("a comma or ] is missing");
    consume(1);
    expects_comma_ = false;
  } else if (first == ',' || first == ':' || first == '}') {
    return fail("a record is missing");
  } else {
    take_record();
    // What is left of a broken one has the comma.
    expects_comma_ = !std::exchange(is_after_broken_, false);
  }
}

tl::expected<std::optional<LineChunk>, std::string> JsonChunks::next() {
  while (ready_.empty()) {
    switch (place_) {
      case Place::between_values:
        step_in_file();
        break;
      case Place::in_object:
        step_in_object();
        break;
      case Place::in_list:
        step_in_list();
        break;
      case Place::at_end:
        if (!failure_) return std::nullopt;
        return tl::make_unexpected(*std::exchange(failure_, std::nullopt));
    }
    if (chunk_.bytes.size() >= slice_bytes_ || place_ == Place::at_end) give_chunk();
  }
  LineChunk first = std::move(ready_.front());
  ready_.pop_front();
  return first;
}

}  // namespace demarche
