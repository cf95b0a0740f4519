// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "common/terminal.hpp"
#include "common/timestamp.hpp"
#include "searcher/output/markup.hpp"
#include "searcher/output/output.hpp"

namespace demarche {
namespace {

using Json = nlohmann::ordered_json;

constexpr int json_version = 1;

std::string dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n';
}

/// What the next wording changed: `text, title`.
std::string changes_to_next(const History& history, std::size_t number) {
  if (number + 1 == history.wordings.size()) return {};
  const Statement& here = history.wordings[number].statement;
  const WordingDiff diff = diff_of(history.wordings[number], history.wordings[number + 1]);
  std::vector<std::string> parts;
  if (here.text != diff.newer.statement.text)
    parts.push_back(diff.changes.empty() ? "layout of the text" : "text");
  parts.insert(parts.end(), diff.fields.begin(), diff.fields.end());
  return fmt::format("{}", fmt::join(parts, ", "));
}

Json json_of(const Wording& wording) {
  Json json = {{"from", format_time(wording.from_s)}};
  json["until"] = wording.until_s ? Json(format_time(*wording.until_s)) : Json();
  json["fields"] = Json::object();
  for (const auto& [name, value] : wording.statement.fields) json["fields"][name] = value;
  json["text"] = wording.statement.text;
  return json;
}

void add_sentences(std::string& out, char sign, const std::vector<std::string>& sentences,
                   std::string_view colour, bool color) {
  for (const std::string& sentence : sentences)
    out += inked(fmt::format("{} {}", sign, sentence), {color, colour}) + '\n';
}

}  // namespace

std::string format_versions(const History& history, const TextStyle& style) {
  std::string out = inked("id: " + history.id, {style.color, ink::bold}) + '\n';
  for (std::size_t i = 0; i < history.wordings.size(); ++i) {
    const Wording& wording = history.wordings[i];
    const std::string changed = changes_to_next(history, i);
    out += fmt::format("{:>4}  {}  {}{}\n", i + 1, format_time(wording.from_s),
                       wording.until_s ? "until " + format_time(*wording.until_s) : "stands now",
                       changed.empty() ? "" : "  then changed: " + printable(changed));
  }
  return out;
}

std::string format_versions_json(const History& history) {
  Json json = {{"version", json_version}, {"id", history.id}, {"wordings", Json::array()}};
  for (const Wording& wording : history.wordings) json["wordings"].push_back(json_of(wording));
  return dump(json);
}

std::string format_diff(const WordingDiff& diff, const TextStyle& style) {
  std::string out;
  for (const SentenceChange& change : diff.changes) {
    add_sentences(out, '-', change.removed, ink::removed, style.color);
    add_sentences(out, '+', change.added, ink::added, style.color);
  }
  return out;
}

std::string format_diff_json(const WordingDiff& diff) {
  Json json = {{"version", json_version},      {"id", diff.newer.statement.id},
               {"older", json_of(diff.older)}, {"newer", json_of(diff.newer)},
               {"changes", Json::array()},     {"fields", diff.fields}};
  for (const SentenceChange& change : diff.changes)
    json["changes"].push_back({{"removed", change.removed}, {"added", change.added}});
  return dump(json);
}

}  // namespace demarche
