// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/ranking/near_documents.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace demarche {

NearDocuments::Term::Term(const Xapian::Database& database, const GlassTree& positions,
                          const std::string& name)
    : database_(database),
      name_(name),
      frequency_(static_cast<double>(database.get_collection_freq(name))),
      in_documents_(positions, name) {}

void NearDocuments::Term::restart() {
  is_started_ = false;
  document_ = 0;
}

void NearDocuments::Term::move_to(Xapian::docid document) {
  if (!is_started_) at_ = database_.postlist_begin(name_);
  is_started_ = true;
  const Xapian::PostingIterator end;
  if (at_ != end) at_.skip_to(document);
  document_ = at_ == end ? no_document : *at_;
}

std::string_view NearDocuments::Term::positions() {
  if (read_ != document_) packed_ = in_documents_.packed(document_);
  read_ = document_;
  return packed_;
}

double NearDocuments::Element::frequency() const {
  return std::accumulate(terms_.begin(), terms_.end(), 0.0,
                         [](double sum, const Term* term) { return sum + term->frequency(); });
}

Xapian::docid NearDocuments::Element::skip_to(Xapian::docid document) {
  Xapian::docid first = no_document;
  for (Term* term : terms_) first = std::min(first, term->skip_to(document));
  return first;
}

void NearDocuments::Element::open(Xapian::docid document) {
  opened_ = 0;
  for (Term* term : terms_) {
    if (term->skip_to(document) == document) lists_[opened_++].open(term->positions());
  }
}

std::uint64_t NearDocuments::Element::skip_to_place(std::uint64_t least) {
  std::uint64_t first = PositionList::beyond;
  for (std::size_t i = 0; i < opened_; ++i) first = std::min(first, lists_[i].skip_to(least));
  return first;
}

NearDocuments::Near::Near(std::vector<Element> elements, bool in_order, std::uint64_t window)
    : elements_(std::move(elements)),
      rarest_first_(elements_.size()),
      in_order_(in_order),
      window_(window) {
  std::iota(rarest_first_.begin(), rarest_first_.end(), std::size_t{0});
  std::sort(rarest_first_.begin(), rarest_first_.end(), [this](std::size_t a, std::size_t b) {
    return elements_[a].frequency() < elements_[b].frequency();
  });
}

Xapian::docid NearDocuments::Near::least_from(Xapian::docid document) {
  if (least_ > document) return least_;
  least_ = document;
  for (const std::size_t element : rarest_first_)
    least_ = std::max(least_, elements_[element].skip_to(document));
  return least_;
}

bool NearDocuments::Near::has_all(Xapian::docid document) {
  if (document < least_) return false;
  for (const std::size_t element : rarest_first_) {
    least_ = elements_[element].skip_to(document);
    if (least_ != document) return false;
  }
  return true;
}

bool NearDocuments::Near::is_in(Xapian::docid document) {
  if (in_order_ && window_ == elements_.size()) return is_phrase(document);
  for (Element& element : elements_) element.open(document);
  return in_order_ ? is_in_order() : is_together();
}

/// One after the other. The rarest are looked for first, and others only where these stand.
bool NearDocuments::Near::is_phrase(Xapian::docid document) {
  std::uint64_t begin = 0;  // where it may begin
  std::size_t opened = 0;
  for (std::size_t i = 0; i < elements_.size();) {
    const std::size_t number = rarest_first_[i];
    if (i == opened) {
      elements_[number].open(document);
      ++opened;
    }
    const std::uint64_t place = elements_[number].skip_to_place(begin + number);
    if (place == PositionList::beyond) return false;
    i = place == begin + number ? i + 1 : 0;
    begin = place - number;
  }
  return true;
}

bool NearDocuments::Near::is_in_order() {
  std::uint64_t least = 0;
  while (true) {
    const std::uint64_t first = elements_.front().skip_to_place(least);
    if (first == PositionList::beyond) return false;
    std::uint64_t place = first;
    for (std::size_t i = 1; i < elements_.size() && place - first < window_; ++i)
      place = elements_[i].skip_to_place(place + 1);
    if (place == PositionList::beyond) return false;
    if (place - first < window_) return true;
    least = place - window_ + 1;
  }
}

/// In any order.
bool NearDocuments::Near::is_together() {
  std::uint64_t least = 0;
  while (true) {
    std::uint64_t first = PositionList::beyond, last = 0;
    for (Element& element : elements_) {
      const std::uint64_t place = element.skip_to_place(least);
      first = std::min(first, place);
      last = std::max(last, place);
    }
    if (last == PositionList::beyond) return false;
    if (last - first < window_) return true;
    least = last - window_ + 1;
  }
}

void NearDocuments::init(const Xapian::Database& database) {
  database_ = database;
  at_ = 0;
  for (auto& [name, term] : terms_) term.restart();
  for (Near& near : near_) near.restart();
}

/// Many a source is never asked for a document.
void NearDocuments::prepare() {
  if (!near_.empty()) return;
  for (const Nearness& nearness : nearnesses_) {
    std::vector<Element> elements;
    for (const auto& names : nearness.elements) {
      std::vector<Term*> terms;
      for (const std::string& name : names)
        terms.push_back(&terms_.try_emplace(name, database_, positions_, name).first->second);
      elements.emplace_back(std::move(terms));
    }
    near_.emplace_back(std::move(elements), nearness.in_order, nearness.window);
  }
}

void NearDocuments::skip_to(Xapian::docid document, double) {
  prepare();
  for (at_ = std::max(at_, document); !at_end(); ++at_) {
    Xapian::docid least = no_document;
    for (Near& near : near_) least = std::min(least, near.least_from(at_));
    at_ = least;
    if (at_end() || check(at_, 0)) return;
  }
}

bool NearDocuments::check(Xapian::docid document, double) {
  prepare();
  at_ = document;
  return std::any_of(near_.begin(), near_.end(),
                     [&](Near& near) { return near.has_all(document) && near.is_in(document); });
}

}  // namespace demarche
