// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/readers/records/json_object.hpp"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <bit>
#include <new>
#include <utility>

#include "indexer/field.hpp"
#include "indexer/readers/records/json_string.hpp"

namespace demarche {
namespace {

namespace ondemand = simdjson::ondemand;

/// Real records nest a few times. Each level is one of the program's stack.
constexpr std::size_t max_depth = 64;
/// Each field has a cost of its own in the index.
constexpr std::size_t max_members = 1000;

std::string_view without_blanks_at_end(std::string_view token) {
  return token.substr(0, token.find_last_not_of(" \t\r\n") + 1);
}

/// Takes the digits at the front off; false where there are none.
bool take_digits(std::string_view& rest) {
  const std::size_t count = std::min(rest.find_first_not_of("0123456789"), rest.size());
  rest.remove_prefix(count);
  return count > 0;
}

bool take_one_of(std::string_view& rest, std::string_view bytes) {
  if (rest.empty() || bytes.find(rest.front()) == std::string_view::npos) return false;
  rest.remove_prefix(1);
  return true;
}

/// RFC 8259, section 6.
bool is_number(std::string_view token) {
  take_one_of(token, "-");
  if (!take_one_of(token, "0") && !take_digits(token)) return false;
  if (take_one_of(token, ".") && !take_digits(token)) return false;
  if (take_one_of(token, "eE")) {
    take_one_of(token, "+-");
    if (!take_digits(token)) return false;
  }
  return token.empty();
}

/// Goes through one object, token by token. simdjson finds the tokens and keeps
/// to the brackets and commas; what a token says is read here, since simdjson
/// has neither numbers as they are written nor replaces half characters.
class Walk {
public:
  Walk(std::string_view line, const JsonObjectParser::TakeMember& take,
       const JsonObjectParser::Pointers& pointers)
      : line_(line), take_(take), pointers_(pointers) {}

  /// False where the line is no object; then reason() says why.
  bool object(ondemand::object object) {
    std::size_t count = 0;
    for (auto next : object) {
      ondemand::field field;
      RecordValue value;
      std::string key;
      if (std::move(next).get(field) != simdjson::SUCCESS) return broken();
      if (!member(field, 1, key, value)) return false;
      if (++count > max_members) return fail(fmt::format("more than {} members", max_members));
      take_(key, std::move(value));
    }
    return true;
  }

  bool fail(std::string reason) {
    reason_ = std::move(reason);
    return false;
  }
  /// Broken in what is being read, or after what was read last.
  bool broken() { return fail(fmt::format("broken JSON near byte {}", read_bytes_ + 1)); }
  std::string& reason() { return reason_; }

private:
  void come_to(const char* token) { read_bytes_ = static_cast<std::size_t>(token - line_.data()); }

  bool string(std::string_view raw, JsonString& read) {
    auto string = read_json_string(raw);
    if (!string) return broken();
    read = std::move(*string);
    return true;
  }

  bool member(ondemand::field& field, std::size_t depth, std::string& key, RecordValue& value) {
    const char* const begin = field.key().raw();
    come_to(begin);
    const char* end = begin;
    while (*end != '"') end += *end == '\\' ? 2 : 1;
    JsonString read;
    if (!string({begin, static_cast<std::size_t>(end - begin)}, read)) return false;
    key = std::move(read.text);
    come_to(end);
    return value_at(key, field.value(), depth, value);
  }

  /// The value of a member or an item, which is given besides where it is pointed to.
  bool value_at(std::string_view step, ondemand::value from, std::size_t depth,
                RecordValue& value) {
    if (pointers_.empty()) return any_value(from, depth, value);
    const std::size_t outer = path_.size();
    (path_ += '/') += json_pointer_step(step);
    const bool is_sound = any_value(from, depth, value);
    if (is_sound && pointers_.contains(path_)) take_(path_, RecordValue(value));
    path_.resize(outer);
    return is_sound;
  }

  bool any_value(ondemand::value& from, std::size_t depth, RecordValue& value) {
    ondemand::json_type type{};
    if (from.type().get(type) != simdjson::SUCCESS) return broken();
    switch (type) {
      case ondemand::json_type::object:
        value.kind = RecordValue::Kind::other;
        return nested_object(from, depth + 1, value);
      case ondemand::json_type::array:
        return array(from, depth + 1, value);
      case ondemand::json_type::string:
        return string_value(from, value);
      default:
        return scalar(from, value);
    }
  }

  bool string_value(ondemand::value& from, RecordValue& value) {
    const std::string_view token = without_blanks_at_end(from.raw_json_token());
    come_to(token.data());
    // Consumes it: a string that is left where it is passes for a key.
    if (from.get_raw_json_string().error() != simdjson::SUCCESS) return broken();
    if (token.size() < 2 || token.back() != '"') return broken();
    JsonString read;
    if (!string(token.substr(1, token.size() - 2), read)) return false;
    value = {RecordValue::Kind::text, std::move(read.text), read.half_characters, {}, 0};
    come_to(token.data() + token.size());
    return true;
  }

  bool scalar(ondemand::value& from, RecordValue& value) {
    const std::string_view token = without_blanks_at_end(from.raw_json_token());
    come_to(token.data());
    const bool is_null = token == "null";
    if (!is_null && token != "true" && token != "false" && !is_number(token)) return broken();
    come_to(token.data() + token.size());
    if (!is_null) value = {RecordValue::Kind::scalar, std::string(token), 0, {}, 0};
    return true;
  }

  bool check_depth(std::size_t depth) {
    return depth <= max_depth || fail(fmt::format("nested deeper than {}", max_depth));
  }

  /// Its members are read all the same, to find mistakes.
  bool nested_object(ondemand::value& from, std::size_t depth, RecordValue& whole) {
    ondemand::object object;
    if (!check_depth(depth)) return false;
    if (from.get_object().get(object) != simdjson::SUCCESS) return broken();
    for (auto next : object) {
      ondemand::field field;
      RecordValue value;
      std::string key;
      if (std::move(next).get(field) != simdjson::SUCCESS) return broken();
      if (!member(field, depth, key, value)) return false;
      note_longest_text(key, value, whole);
    }
    return true;
  }

  static void note_longest_text(std::string_view key, const RecordValue& value,
                                RecordValue& whole) {
    const bool is_text = value.kind == RecordValue::Kind::text;
    const std::size_t bytes = is_text ? value.text.size() : value.text_bytes;
    if (bytes <= whole.text_bytes) return;
    whole.text_bytes = bytes;
    whole.text_at = '/' + json_pointer_step(key) + value.text_at;
  }

  bool array(ondemand::value& from, std::size_t depth, RecordValue& list) {
    ondemand::array array;
    if (!check_depth(depth)) return false;
    if (from.get_array().get(array) != simdjson::SUCCESS) return broken();
    list.kind = RecordValue::Kind::list;
    std::size_t index = 0;
    for (auto next : array) {
      ondemand::value item;
      RecordValue value;
      if (next.get(item) != simdjson::SUCCESS) return broken();
      if (!value_at(fmt::format_int(index++).c_str(), item, depth, value)) return false;
      add_item(value, list);
    }
    return true;
  }

  static void add_item(const RecordValue& item, RecordValue& list) {
    using Kind = RecordValue::Kind;
    if (list.kind == Kind::other) return;
    if (item.kind == Kind::list || item.kind == Kind::other) {
      list = {Kind::other, {}, 0, {}, 0};
      return;
    }
    const std::string text = field_value(item.text);
    if (!list.text.empty() && !text.empty()) list.text += "; ";
    list.text += text;
    list.half_characters += item.half_characters;
  }

  std::string_view line_;
  const JsonObjectParser::TakeMember& take_;
  const JsonObjectParser::Pointers& pointers_;
  std::string path_;            ///< the pointer to what is being read
  std::size_t read_bytes_ = 0;  ///< how far it has come in the line
  std::string reason_;
};

std::string reason_of(simdjson::error_code error) {
  switch (error) {
    case simdjson::UTF8_ERROR:
      return "not UTF-8";
    case simdjson::UNCLOSED_STRING:
      return "broken JSON: a string is not closed";
    case simdjson::UNESCAPED_CHARS:
      return "broken JSON: a control character in a string is not escaped";
    case simdjson::EMPTY:
    case simdjson::INCORRECT_TYPE:
      return "no JSON object";
    case simdjson::INCOMPLETE_ARRAY_OR_OBJECT:
      return "broken JSON: the object is not closed, or something follows it";
    default:
      return fmt::format("broken JSON: {}", simdjson::error_message(error));
  }
}

}  // namespace

struct JsonObjectParser::Scanner {
  /// Room for a longer line is given back after it.
  static constexpr std::size_t max_kept_bytes = 4U << 20U;

  /// The line, in a buffer with the room behind it that simdjson reads into.
  std::string_view pad(std::string_view line, std::size_t bytes_after) {
    if (bytes_after >= simdjson::SIMDJSON_PADDING) return line;
    copy.reserve(line.size() + simdjson::SIMDJSON_PADDING);
    copy.assign(line).append(simdjson::SIMDJSON_PADDING, ' ');
    return std::string_view(copy).substr(0, line.size());
  }

  simdjson::error_code make_room(std::size_t bytes) {
    if (parser.capacity() >= bytes) return simdjson::SUCCESS;
    return parser.allocate(std::bit_ceil(bytes));
  }

  void give_back() {
    if (parser.capacity() > max_kept_bytes) parser = ondemand::parser();
    if (copy.capacity() > max_kept_bytes) copy = {};
  }

  ondemand::parser parser;
  std::string copy;
};

JsonObjectParser::JsonObjectParser() : scanner_(std::make_unique<Scanner>()) {}
JsonObjectParser::~JsonObjectParser() = default;

std::optional<std::string> JsonObjectParser::parse(std::string_view line, std::size_t bytes_after,
                                                   const TakeMember& take,
                                                   const Pointers& pointers) {
  scanner_->give_back();
  line = scanner_->pad(line, bytes_after);
  ondemand::document document;
  ondemand::object object;
  auto error = scanner_->make_room(line.size());
  if (error == simdjson::SUCCESS) {
    const std::size_t readable_bytes = line.size() + simdjson::SIMDJSON_PADDING;
    error = scanner_->parser.iterate(line, readable_bytes).get(document);
  }
  if (error == simdjson::SUCCESS) error = document.get_object().get(object);
  if (error == simdjson::MEMALLOC) throw std::bad_alloc();
  if (error != simdjson::SUCCESS) return reason_of(error);

  Walk walk(line, take, pointers);
  if (!walk.object(object)) return std::move(walk.reason());
  const bool is_at_end = document.current_location().error() == simdjson::OUT_OF_BOUNDS;
  if (!is_at_end) return "broken JSON: something follows the object";
  return std::nullopt;
}

}  // namespace demarche
