#include "campaign/accept_change.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <set>

#include "record/edit_text.hpp"
#include "support/clock.hpp"
#include "support/numbers.hpp"
#include "support/quote.hpp"

namespace schedlitmus::campaign {
namespace {

constexpr std::size_t kDate = 10;  ///< bytes of "2026-01-31T..."

std::string note(const AcceptChange& change, const std::string& reason) {
  return fmt::format("{}: {} (was {}; seen {} in {} on {})", now_utc().substr(0, kDate), reason,
                     describe(change.task.check), change.seen, count_of(static_cast<std::uint64_t>(change.runs), "run"),
                     releases_text(change.task.releases));
}

const json::Value& rule_of(const json::Value& root, int rule) {
  return root.find("releases")->value.items[static_cast<std::size_t>(rule)];
}

/// The object that is changed, or of which a rule gets a changed copy.
const json::Value& object_of(const json::Value& root, const AcceptTask& task) {
  const auto& from = task.at == ChangeAt::rule_form ? rule_of(root, task.rule) : root;
  return *std::ranges::find_if(from.find("checks")->value.items,
                               [&](const json::Value& check) { return check.find("id")->value.string == task.id; });
}

/// Gathers the edits of one file.
class Editor {
 public:
  Editor(const std::string& source, const json::Value& root) : source_(source), root_(root) {}

  void add(const AcceptTask& task, std::vector<record::Edit> of_check) {
    if (task.at == ChangeAt::check || task.at == ChangeAt::rule_form) {
      std::ranges::move(of_check, std::back_inserter(edits_));
      return;
    }
    const auto copy = record::edited_copy(object_of(root_, task), source_, std::move(of_check));
    if (task.at == ChangeAt::rule) {
      edits_.push_back(record::add_to_rule(rule_of(root_, task.rule), source_, copy));
      return;
    }
    for (const auto& release : task.releases) forms_[release].push_back(copy);
  }

  /// Releases with the same forms share a rule.
  void add_rules(const std::vector<std::string>& tried, const std::string& reason) {
    std::set<std::string> done;
    std::vector<record::NewRule> rules;
    for (const auto& [release, forms] : forms_) {
      if (done.contains(release)) continue;
      std::vector<std::string> alike;
      for (const auto& other : tried)
        if (forms_.contains(other) && forms_.at(other) == forms) alike.push_back(other);
      done.insert(alike.begin(), alike.end());
      rules.push_back({selector_for(alike, tried), reason, forms});
    }
    if (!rules.empty()) edits_.push_back(record::add_rules(root_, source_, rules));
  }

  std::string text() { return record::apply(source_, std::move(edits_)); }

 private:
  const std::string& source_;
  const json::Value& root_;
  std::vector<record::Edit> edits_;
  std::map<std::string, std::vector<std::string>> forms_;  ///< release -> checks that it gets
};

}  // namespace

std::string releases_text(const std::vector<std::string>& releases) {
  return fmt::format("Go {}", fmt::join(releases, ", "));
}

ChangedText changed_text(const std::string& source, const std::string& file, const std::vector<AcceptChange>& changes,
                         const std::vector<std::string>& tried, const std::string& reason) {
  const auto document = json::parse(source, file);
  ChangedText changed{source, {}};
  if (!document.root) return changed;
  Editor editor(source, *document.root);
  for (const auto& change : changes) {
    auto edits =
        record::edit_check(object_of(*document.root, change.task), source, file, change.values, note(change, reason));
    if (edits) {
      editor.add(change.task, std::move(*edits));
    } else {
      edits.error().what = fmt::format("{}: {}", quote(change.task.id), edits.error().what);
      changed.cannot.emplace(change.task.id, NotAccepted{edits.error(), false, true});
    }
  }
  editor.add_rules(tried, reason);
  changed.text = editor.text();
  return changed;
}

}  // namespace schedlitmus::campaign
