// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/output/json.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "searcher/output/cell.hpp"
#include "searcher/output/list_format.hpp"

namespace demarche {

namespace {

using Json = nlohmann::ordered_json;

/// Of the shape; raised when a member changes its meaning, not when one is added.
constexpr int json_version = 1;

Json json_of(const std::vector<Highlight>& highlights) {
  Json list = Json::array();
  for (const auto& [begin, end] : highlights) list.push_back(Json::array({begin, end}));
  return list;
}

Json json_of(const QueryReport& query) {
  Json terms = Json::array();
  for (const ExplainedTerm& term : query.terms) {
    terms.push_back(
        {{"typed", term.typed}, {"understood", term.understood}, {"statements", term.statements}});
  }
  return {{"typed", query.typed},     {"understood", query.understood}, {"terms", terms},
          {"dropped", query.dropped}, {"aliases", query.aliases},       {"notes", query.notes}};
}

Json json_of(const std::vector<Facet>& facets) {
  Json list = Json::array();
  for (const Facet& facet : facets) {
    Json values = Json::array();
    for (const FacetValue& value : facet.values)
      values.push_back({{"value", value.value}, {"statements", value.statements}});
    list.push_back({{"field", facet.field}, {"values", values}, {"without", facet.without}});
  }
  return list;
}

Json json_of(const Timeline& timeline) {
  Json periods = Json::array();
  for (const PeriodCount& period : timeline.periods) {
    const auto rate = period.per_million();
    periods.push_back({{"period", period.period},
                       {"statements", period.statements},
                       {"all", period.all},
                       {"words", period.words},
                       {"per_million", rate ? Json(*rate) : Json()}});
  }
  const PeriodCount& undated = timeline.undated;
  return {{"by", timeline.by == Period::year ? "year" : "month"},
          {"periods", periods},
          {"undated",
           {{"statements", undated.statements}, {"all", undated.all}, {"words", undated.words}}}};
}

Json json_of(const std::vector<LeftOutIndex>& left_out) {
  Json list = Json::array();
  for (const LeftOutIndex& index : left_out)
    list.push_back({{"location", index.location}, {"reason", index.reason}});
  return list;
}

Json json_of(const TriedQuery& tried) {
  return {{"query", tried.query}, {"options", tried.options}, {"total", tried.total}};
}

Json json_of(const NothingFound& nothing) {
  Json emptied_by = Json::array();
  Json parts = Json::array();
  for (const TriedPart& part : nothing.parts) {
    if (part.alone.total == 0) emptied_by.push_back(part.alone.query);
    Json json = json_of(part.alone);
    json["meant"] = Json::array();
    for (const TriedQuery& meant : part.meant) json["meant"].push_back(json_of(meant));
    parts.push_back(std::move(json));
  }
  Json relaxations = Json::array();
  for (const Relaxation& relaxation : nothing.relaxations) {
    relaxations.push_back(json_of(relaxation.tried));
    relaxations.back()["change"] = relaxation.change;
  }
  return {{"emptied_by", emptied_by},
          {"parts", parts},
          {"relaxations", relaxations},
          {"complete", nothing.parts_left == 0 && !nothing.cut}};
}

/// The member that a field goes into: its name, unless the hit has such a
/// member of its own.
std::string member_name(std::string_view field) {
  const bool is_taken = field == qid_column || std::find(hit_columns.begin(), hit_columns.end(),
                                                         field) != hit_columns.end();
  return (is_taken ? "field_" : "") + std::string(field);
}

Json json_of(const Snippet& snippet) {
  return {{"text", snippet.text}, {"highlights", json_of(snippet.highlights)}};
}

/// Adds all of a hit.
void add(const Hit& hit, Json& json) {
  const Statement& statement = hit.statement;
  json["rank"] = hit.rank;
  json["score"] = hit.score;
  json["id"] = statement.id;
  for (const std::string_view name : known_fields) {
    if (const auto value = statement.field(name); !value.empty()) json[std::string(name)] = value;
  }
  for (const auto& [name, value] : statement.fields) {
    std::string member = member_name(name);
    // A field may itself be called `field_rank`.
    while (json.contains(member) && name != member) member.insert(0, "field_");
    json[member] = value;
  }
  if (!statement.text.empty()) json["text"] = statement.text;
  if (!hit.snippet.text.empty()) json["snippet"] = json_of(hit.snippet);
}

/// A cell as a member's value.
struct CellJson {
  Json operator()(std::monostate) const { return {}; }
  Json operator()(std::uint64_t number) const { return number; }
  Json operator()(double number) const { return number; }
  Json operator()(std::string_view text) const { return text; }
  Json operator()(const Snippet* snippet) const { return json_of(*snippet); }
};

/// Adds what an item has in the columns.
template <typename Item>
void add(const Item& item, const std::vector<Column>& columns, Json& json) {
  for (const Column& column : columns) {
    Json value = std::visit(CellJson(), cell_of(item, column));
    if (!value.is_null()) json[column.name] = std::move(value);
  }
}

Json object_with(std::string_view qid) {
  Json json = Json::object();
  if (!qid.empty()) json[std::string(qid_column)] = qid;
  return json;
}

std::string dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// The members of an object that has some.
std::string members(const Json& json) {
  const std::string object = dump(json);
  return object.substr(1, object.size() - 2);
}

}  // namespace

std::string json_object(const Hit& hit, const std::vector<Column>& columns, std::string_view qid) {
  Json json = object_with(qid);
  if (columns.empty())
    add(hit, json);
  else
    add(hit, columns, json);
  return dump(json);
}

std::string json_object(const Occurrence& occurrence, const std::vector<Column>& columns,
                        std::string_view qid) {
  Json json = object_with(qid);
  add(occurrence, columns.empty() ? default_occurrence_columns() : columns, json);
  return dump(json);
}

std::string json_before_list(const SearchResults& results, std::string_view qid) {
  Json json = object_with(qid);
  json["version"] = json_version;
  json["query"] = json_of(results.query);
  json["index"] = {{"locations", results.locations},
                   {"statements", results.statements},
                   {"left_out", json_of(results.left_out)}};
  json["total"] = results.total;
  json["offset"] = results.offset;
  return members(json);
}

std::string json_after_list(const SearchResults& results) {
  Json json = Json::object();
  if (const auto& counts = results.concordance)
    json["occurrences"] = {{"total", counts->occurrences},
                           {"statements", counts->statements},
                           {"without", counts->without}};
  if (!results.facets.empty()) json["facets"] = json_of(results.facets);
  if (results.timeline) json["timeline"] = json_of(*results.timeline);
  json["suggestion"] = results.suggestion.empty() ? Json() : Json(results.suggestion);
  if (results.nothing_found) json["nothing_found"] = json_of(*results.nothing_found);
  return members(json);
}

}  // namespace demarche
