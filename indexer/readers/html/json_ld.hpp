// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace demarche {

/// What a page's JSON-LD says of the page's own work; empty where it says nothing.
struct JsonLd {
  std::string type;  ///< its `@type`
  std::string headline, published, created, language, url;
  std::string speaker, job_title;  ///< authors whose `@type` is Person and who have an office
  std::string author;              ///< other authors, but bodies
  std::string government;   ///< an author, publisher or provider that is GovernmentOrganization
                            ///< or the like; or any Organization that provides a GovernmentService
  std::string body_author;  ///< an author that is another kind of Organization
  std::string publisher;    ///< a publisher or provider of such a kind
  bool is_media_author = false;     ///< body_author is a NewsMediaOrganization
  bool is_media_publisher = false;  ///< publisher is
  bool is_list = false;             ///< the page is a CollectionPage, ItemList or the like
  bool is_broken = false;           ///< a script is no JSON
};

/// Reads the `<script type="application/ld+json">` of a page. The work is, of the objects
/// whose type is an article, report, service or the like, the one whose address is
/// `page_url`, else the one whose headline stands in `page_title`, else the only one; of
/// several that are none of these, as in a list of other news, nothing is taken. Bounded
/// by the scripts' size.
JsonLd read_json_ld(const std::vector<std::string>& scripts, std::string_view page_url,
                    std::string_view page_title);

}  // namespace demarche
