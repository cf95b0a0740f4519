// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/readers/records/record_builder.hpp"

#include <fmt/format.h>

#include <utility>

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

tl::unexpected<std::string> refusal(std::string reason) {
  return tl::make_unexpected(std::move(reason));
}

}  // namespace

void RecordBuilder::add(std::string_view key, RecordValue&& value) {
  if (const auto field = names_.mapped(key)) return put(mapped_, *field, std::move(value));
  if (key.starts_with('/')) return warn(fmt::format("'{}' is no field name: left out", shown(key)));
  const auto name = column_name(key);
  if (value.kind == Kind::other && names_.points_into(key)) return;
  if (!name) return warn(fmt::format("'{}' is no field name: left out", shown(key)));
  put(own_, *name, std::move(value));
}

void RecordBuilder::put(Fields& fields, const std::string& name, RecordValue&& value) {
  const auto warn_of_repeat = [&] { warn(fmt::format("'{}' comes twice: the last counts", name)); };
  if (value.kind == Kind::other && name != "text") {
    warn(fmt::format("'{}' is neither a text or number nor a list of them: left out", name));
    value = {};
  }
  if (name == "text") {
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

tl::expected<ReadStatement, std::string> RecordBuilder::finish() {
  take_common_names();
  std::optional<RecordValue>& text = mapped_.text ? mapped_.text : own_.text;
  if (!text || text->kind == Kind::nothing) return refusal("no 'text'");
  if (text->kind != Kind::text) return refusal("'text' is no string");
  if (text->text.find('\0') != std::string::npos) return refusal("not text: it holds NULs");
  if (!has_text(text->text)) return refusal("no text");
  half_characters_ += text->half_characters;
  sum_up_warnings();
  FieldMap fields = std::move(mapped_.values);
  fields.merge(own_.values);
  std::erase_if(fields, [](const auto& field) { return field.second.empty(); });
  ReadStatement read;
  if (auto id = fields.extract("id")) read.statement.id = std::move(id.mapped());
  read.statement.fields = std::move(fields);
  read.statement.text = std::move(text->text);
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
