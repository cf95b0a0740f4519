// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/output/circumstances.hpp"

#include <string_view>

namespace demarche {
namespace {

/// `Sergey Lavrov (Foreign Minister)`, or what there is of it.
std::string speaker_of(const Statement& statement) {
  const std::string speaker(statement.field("speaker"));
  const std::string post(statement.field("post"));
  return speaker.empty() || post.empty() ? speaker + post : speaker + " (" + post + ")";
}

std::string occasion_of(const Statement& statement) {
  const std::string event(statement.field("event"));
  const std::string place(statement.field("place"));
  return event.empty() || place.empty() ? event + place : event + ", " + place;
}

}  // namespace

std::vector<std::string> circumstances_of(const Statement& statement) {
  const std::string_view date = statement.field("date");
  std::vector<std::string> parts = {std::string(statement.field("issuer")), speaker_of(statement),
                                    std::string(date.empty() ? statement.field("year") : date),
                                    occasion_of(statement),
                                    std::string(statement.field("language"))};
  std::erase(parts, std::string());
  return parts;
}

std::vector<std::string_view> fields_in_order(const Statement& statement) {
  std::vector<std::string_view> names;
  for (const std::string_view name : known_fields)
    if (!statement.field(name).empty()) names.push_back(name);
  for (const auto& [name, value] : statement.fields)
    if (!is_known_field(name)) names.push_back(name);
  return names;
}

}  // namespace demarche
