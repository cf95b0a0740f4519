// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/ranking/listed.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "searcher/ranking/slices.hpp"

namespace demarche {
namespace {

/// Documents, as a source that weighs nothing.
class Listed : public Xapian::PostingSource {
public:
  /// `documents`: in order.
  explicit Listed(std::vector<Xapian::docid> documents) : documents_(std::move(documents)) {}

  Xapian::doccount get_termfreq_min() const override { return size(); }
  Xapian::doccount get_termfreq_est() const override { return size(); }
  Xapian::doccount get_termfreq_max() const override { return size(); }
  Xapian::docid get_docid() const override { return documents_[at_ - 1]; }
  bool at_end() const override { return at_ > documents_.size(); }
  void next(double) override { ++at_; }
  void skip_to(Xapian::docid document, double) override {
    at_ = std::max<std::size_t>(at_, 1);
    while (!at_end() && get_docid() < document) ++at_;
  }
  Listed* clone() const override { return new Listed(documents_); }
  void init(const Xapian::Database&) override { at_ = 0; }

private:
  Xapian::doccount size() const { return static_cast<Xapian::doccount>(documents_.size()); }

  std::vector<Xapian::docid> documents_;
  std::size_t at_ = 0;  ///< from 1
};

}  // namespace

Xapian::MSet hits_among(const Xapian::Database& database, const Xapian::Query& query,
                        std::span<const Xapian::docid> documents, Xapian::doccount most) {
  std::vector<Xapian::docid> sorted(documents.begin(), documents.end());
  std::sort(sorted.begin(), sorted.end());
  const Xapian::Query listed((new Listed(std::move(sorted)))->release());
  return first_of(database, Xapian::Query(Xapian::Query::OP_FILTER, query, listed), most);
}

}  // namespace demarche
