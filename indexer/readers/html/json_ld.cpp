// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/readers/html/json_ld.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>

#include "indexer/readers/html/names.hpp"
#include "indexer/readers/html/words.hpp"

namespace demarche {
namespace {

using nlohmann::json;

constexpr std::array<std::string_view, 14> work_types = {"Report",
                                                         "GovernmentService",
                                                         "SpecialAnnouncement",
                                                         "DigitalDocument",
                                                         "CreativeWork",
                                                         "PressRelease",
                                                         "Statement",
                                                         "Legislation",
                                                         "Message",
                                                         "Speech",
                                                         "BlogPosting",
                                                         "Event",
                                                         "TextDigitalDocument",
                                                         "Quotation"};

std::string text_of(const json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_array() && !value.empty()) return text_of(value.front());
  if (value.is_object()) {
    for (const char* key : {"@value", "name", "@id"}) {
      if (const auto found = value.find(key); found != value.end() && found->is_string())
        return found->get<std::string>();
    }
  }
  return {};
}

std::string member(const json& object, const char* key) {
  const auto found = object.find(key);
  return found == object.end() ? std::string{} : text_of(*found);
}

/// Calls `take` with each of an object's types, without a namespace.
template <typename Predicate>
bool any_type(const json& object, const Predicate& holds) {
  const auto types = object.find("@type");
  if (types == object.end()) return false;
  const auto test = [&](const json& type) {
    if (!type.is_string()) return false;
    const auto& name = type.get_ref<const std::string&>();
    return holds(std::string_view(name).substr(name.find_last_of(":/#") + 1));
  };
  if (types->is_array()) return std::any_of(types->begin(), types->end(), test);
  return test(*types);
}

bool is_work(const json& object) {
  return any_type(object, [](std::string_view type) {
    return type.ends_with("Article") ||
           std::find(work_types.begin(), work_types.end(), type) != work_types.end();
  });
}

bool is_organization(const json& object) {
  return any_type(object, [](std::string_view type) {
    return type.ends_with("Organization") || type == "GovernmentOffice" || type == "Corporation" ||
           type == "Embassy";
  });
}

bool is_person(const json& object) {
  return any_type(object, [](std::string_view type) { return type == "Person"; });
}

bool is_list_type(const json& object) {
  return any_type(object, [](std::string_view type) {
    return type == "CollectionPage" || type == "ItemList" || type == "SearchResultsPage";
  });
}

/// An object that only names another.
bool is_reference(const json& object) {
  const auto says = object.items();
  return std::all_of(says.begin(), says.end(),
                     [](const auto& member) { return member.key().starts_with('@'); });
}

/// All objects of the scripts, those within others too.
class Objects {
public:
  bool add(const std::string& script) {
    std::string text(script);
    // Line ends within strings are a common mistake, and mean nothing elsewhere.
    std::replace_if(
        text.begin(), text.end(), [](unsigned char c) { return c < 0x20; }, ' ');
    const std::size_t begin = text.find_first_of("[{");
    const std::size_t end = text.find_last_of("]}");
    if (begin == std::string::npos || end == std::string::npos || end < begin) return false;
    json parsed = json::parse(text.begin() + static_cast<std::ptrdiff_t>(begin),
                              text.begin() + static_cast<std::ptrdiff_t>(end) + 1, nullptr, false);
    if (parsed.is_discarded()) return false;
    roots_.push_back(std::move(parsed));
    return true;
  }

  void collect() {
    std::vector<const json*> open;
    for (const json& root : roots_) open.push_back(&root);
    for (std::size_t at = 0; at < open.size(); ++at) {
      const json& value = *open[at];
      if (value.is_object()) {
        all_.push_back(&value);
        if (const auto id = value.find("@id");
            id != value.end() && id->is_string() && value.size() > 1)
          by_id_.emplace(id->get<std::string>(), &value);
      }
      if (is_list_type(value)) {
        has_list_ = true;
        continue;  // what it lists are other pages
      }
      if (!value.is_structured()) continue;
      for (const json& part : value) {
        if (part.is_structured()) open.push_back(&part);
      }
    }
  }

  std::vector<const json*> works() const {
    std::vector<const json*> found;
    std::copy_if(all_.begin(), all_.end(), std::back_inserter(found),
                 [](const json* object) { return is_work(*object) && !is_reference(*object); });
    return found;
  }

  /// A reference is what it refers to.
  const json& resolved(const json& object) const {
    if (!object.is_object() || object.size() != 1) return object;
    const auto found = by_id_.find(member(object, "@id"));
    return found == by_id_.end() ? object : *found->second;
  }
  bool has_list() const { return has_list_; }

private:
  std::vector<json> roots_;
  std::vector<const json*> all_;
  std::map<std::string, const json*> by_id_;
  bool has_list_ = false;
};

const json* own_work(const std::vector<const json*>& works, std::string_view page_url,
                     std::string_view page_title) {
  if (works.size() == 1) return works.front();
  for (const json* work : works) {
    for (const char* key : {"url", "@id", "mainEntityOfPage"}) {
      if (!page_url.empty() && member(*work, key) == page_url) return work;
    }
  }
  const std::string title = plain_label(page_title);
  for (const json* work : works) {
    const std::string headline = plain_label(member(*work, "headline"));
    if (!headline.empty() && title.find(headline) != std::string::npos) return work;
  }
  return nullptr;
}

bool is_government(const json& object) {
  return any_type(object, [](std::string_view type) {
    return type == "GovernmentOrganization" || type == "GovernmentOffice" || type == "Embassy";
  });
}

bool is_media(const json& object) {
  return any_type(object, [](std::string_view type) { return type == "NewsMediaOrganization"; });
}

void add_name(std::string& names, const std::string& name) {
  if (name.empty()) return;
  if (!names.empty()) names += "; ";
  names += name;
}

void take_person(const json& who, JsonLd& facts) {
  const std::string name = member(who, "name");
  const std::string job_title = member(who, "jobTitle");
  if (!names_office(job_title) || names_editor(name)) {
    add_name(facts.author, name);
    return;
  }
  add_name(facts.speaker, name);
  if (facts.job_title.empty()) facts.job_title = job_title;
}

void take_body(const json& who, bool is_service, std::string& name, bool& is_press, JsonLd& facts) {
  if (is_government(who) || (is_service && is_organization(who) && !is_media(who))) {
    if (facts.government.empty()) facts.government = member(who, "name");
  } else if (name.empty()) {
    name = member(who, "name");
    is_press = is_media(who);
  }
}

void take_author(const json& author, const Objects& objects, JsonLd& facts) {
  if (author.is_array()) {
    for (const json& one : author) {
      if (!one.is_array()) take_author(one, objects, facts);
    }
    return;
  }
  const json& who = objects.resolved(author);
  if (!who.is_object()) {
    if (facts.author.empty()) facts.author = text_of(who);
  } else if (is_person(who)) {
    take_person(who, facts);
  } else if (is_organization(who)) {
    take_body(who, false, facts.body_author, facts.is_media_author, facts);
  } else if (facts.author.empty()) {
    facts.author = member(who, "name");
  }
}

void take_publisher(const json& work, const Objects& objects, JsonLd& facts) {
  const bool is_service =
      any_type(work, [](std::string_view type) { return type == "GovernmentService"; });
  for (const std::string_view key : {"publisher", "sourceOrganization", "provider"}) {
    const auto found = work.find(key);
    if (found == work.end()) continue;
    const json& who =
        objects.resolved(found->is_array() && !found->empty() ? found->front() : *found);
    if (who.is_object() && is_organization(who))
      take_body(who, is_service && key == "provider", facts.publisher, facts.is_media_publisher,
                facts);
  }
}

}  // namespace

JsonLd read_json_ld(const std::vector<std::string>& scripts, std::string_view page_url,
                    std::string_view page_title) {
  JsonLd facts;
  Objects objects;
  for (const std::string& script : scripts) facts.is_broken |= !objects.add(script);
  objects.collect();
  facts.is_list = objects.has_list();
  const json* const work = own_work(objects.works(), page_url, page_title);
  if (work == nullptr) return facts;
  any_type(*work, [&](std::string_view type) {
    facts.type = std::string(type);
    return true;
  });
  facts.headline = member(*work, "headline");
  if (facts.headline.empty()) facts.headline = member(*work, "name");
  facts.published = member(*work, "datePublished");
  facts.created = member(*work, "dateCreated");
  facts.language = member(*work, "inLanguage");
  facts.url = member(*work, "url");
  for (const char* key : {"author", "creator"}) {
    if (const auto found = work->find(key); found != work->end())
      take_author(*found, objects, facts);
  }
  take_publisher(*work, objects, facts);
  return facts;
}

}  // namespace demarche
