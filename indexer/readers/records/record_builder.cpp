// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/readers/records/record_builder.hpp"

#include <fmt/format.h>

#include <utility>

#include "common/text/ascii.hpp"
#include "indexer/readers/html/fragment.hpp"

namespace demarche {
namespace {

using Kind = RecordValue::Kind;

constexpr std::size_t max_warnings = 8;

/// A key may be as long as a record.
std::string shown(std::string_view key) {
  constexpr std::size_t max_bytes = 64;
  if (key.size() <= max_bytes) return std::string(key);
  std::size_t end = max_bytes;
  while (end > 0 && (static_cast<unsigned char>(key[end]) & 0xc0U) == 0x80U) --end;
  return std::string(key.substr(0, end)) + "…";
}

bool is_html_name(std::string_view name) {
  return lower_ascii(name).find("html") != std::string::npos;
}

tl::unexpected<std::string> refusal(std::string reason) {
  return tl::make_unexpected(std::move(reason));
}

}  // namespace

void RecordBuilder::add(std::string_view key, RecordValue&& value) {
  note_member(key, value);
  if (const auto field = names_.mapped(key)) return put(mapped_, *field, std::move(value), key);
  if (key.starts_with('/')) return warn(fmt::format("'{}' is no field name: left out", shown(key)));
  const auto name = column_name(key);
  if (value.kind == Kind::other && names_.points_into(key)) return;
  if (!name) return warn(fmt::format("'{}' is no field name: left out", shown(key)));
  put(own_, *name, std::move(value), key);
}

/// For the reason that a record without a text is given.
void RecordBuilder::note_member(std::string_view key, const RecordValue& value) {
  constexpr std::size_t max_bytes = 200;
  if (key.starts_with('/') || value.kind == Kind::nothing) return;
  if (value.text_bytes > text_bytes_) {
    text_bytes_ = value.text_bytes;
    text_at_ = '/' + json_pointer_step(key) + value.text_at;
  }
  if (members_.size() > max_bytes) {
    ++unnamed_;
    return;
  }
  if (!members_.empty()) members_ += ", ";
  members_ += shown(key);
}

std::string RecordBuilder::reason_of_no_text() const {
  std::string reason = "no 'text'";
  if (members_.empty()) return reason;
  reason += "; it has: " + members_;
  if (unnamed_ > 0) reason += fmt::format(" and {} more", unnamed_);
  if (!text_at_.empty())
    reason += fmt::format("; --map text={} takes it from there", shown(text_at_));
  return reason;
}

void RecordBuilder::put(Fields& fields, const std::string& name, RecordValue&& value,
                        std::string_view key) {
  const auto warn_of_repeat = [&] { warn(fmt::format("'{}' comes twice: the last counts", name)); };
  if (value.kind == Kind::other && name != "text") {
    warn(fmt::format("'{}' is neither a text or number nor a list of them: left out", name));
    value = {};
  }
  if (name == "text") {
    fields.is_named_html = is_html_name(key);
    if (std::exchange(fields.text, std::move(value))) warn_of_repeat();
    return;
  }
  if (&fields == &own_) note_common_text(name, value);
  // Empty ones too, until finish(): a null counts where it comes last.
  if (!fields.values.insert_or_assign(name, field_value(value.text)).second) warn_of_repeat();
  half_characters_ += value.half_characters;
}

/// A field's value is one line; a text is kept as it stands.
void RecordBuilder::note_common_text(const std::string& name, const RecordValue& value) {
  if (value.kind != Kind::text || !has_text(value.text)) return;
  for (const CommonName& common : common_names()) {
    if (common.field != "text" || &common == text_name_) break;
    if (common.name != name) continue;
    text_name_ = &common;
    common_text_ = value;
    break;
  }
}

/// `headline` is the title of a record that has none by that name.
void RecordBuilder::take_common_names() {
  if (!own_.text && !mapped_.text && common_text_) {
    own_.text = std::move(common_text_);
    own_.values.erase(std::string(text_name_->name));
  }
  for (const CommonName& common : common_names()) {
    const auto found = own_.values.find(common.name);
    if (found == own_.values.end() || found->second.empty()) continue;
    if (common.field == "text") continue;
    std::string& value = own_.values[std::string(common.field)];
    if (!value.empty() || mapped_.values.contains(common.field)) continue;
    value = std::move(found->second);
    found->second.clear();
  }
}

/// The text, also where it is HTML.
tl::expected<std::string, std::string> RecordBuilder::plain_text(Fields& from) const {
  std::string& text = from.text->text;
  if (!from.is_named_html && !is_html_fragment(text)) return std::move(text);
  auto plain = html_fragment_text(text);
  if (!plain) return refusal(fmt::format("its HTML: {}", plain.error()));
  if (!has_text(*plain)) return refusal("no text: its HTML says nothing");
  return plain;
}

tl::expected<ReadStatement, std::string> RecordBuilder::finish() {
  take_common_names();
  Fields& from = mapped_.text ? mapped_ : own_;
  const std::optional<RecordValue>& text = from.text;
  if (!text || text->kind == Kind::nothing) return refusal(reason_of_no_text());
  if (text->kind != Kind::text) return refusal("'text' is no string");
  if (text->text.find('\0') != std::string::npos) return refusal("not text: it holds NULs");
  if (!has_text(text->text)) return refusal("no text");
  auto plain = plain_text(from);
  if (!plain) return refusal(std::move(plain.error()));
  half_characters_ += text->half_characters;
  sum_up_warnings();
  FieldMap fields = std::move(mapped_.values);
  fields.merge(own_.values);
  std::erase_if(fields, [](const auto& field) { return field.second.empty(); });
  ReadStatement read;
  if (auto id = fields.extract("id")) read.statement.id = std::move(id.mapped());
  read.statement.fields = std::move(fields);
  read.statement.text = std::move(*plain);
  read.warnings = std::move(warnings_);
  return read;
}

void RecordBuilder::warn(std::string what) {
  if (++odd_ <= max_warnings) warnings_.push_back(std::move(what));
}

void RecordBuilder::sum_up_warnings() {
  if (odd_ > max_warnings)
    warnings_.push_back(fmt::format("{} more such warnings", odd_ - max_warnings));
  if (half_characters_ > 0)
    warnings_.push_back(fmt::format("{} half character{} replaced", half_characters_,
                                    half_characters_ == 1 ? "" : "s"));
}

}  // namespace demarche
