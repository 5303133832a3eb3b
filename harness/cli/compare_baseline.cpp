#include "cli/compare_baseline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "cli/exit_code.hpp"
#include "cli/messages.hpp"
#include "cli/report_files.hpp"
#include "support/files.hpp"
#include "support/numbers.hpp"

namespace schedlitmus::cli {

namespace {

template <class Value>
void add_once(std::vector<Value>& values, const Value& value) {
  if (std::ranges::find(values, value) == values.end()) values.push_back(value);
}

std::string with_commas(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : ",") + word;
  return text;
}

/// So that the same is run as then.
void take_defaults(const compare::Baseline& baseline, CompareOptions& options, campaign::CompareSettings& what) {
  std::vector<std::string> releases;
  std::vector<int> gomaxprocs;
  for (const auto& place : baseline.places) {
    add_once(releases, place.release);
    add_once(gomaxprocs, place.gomaxprocs);
  }
  if (options.go.empty()) options.go = with_commas(releases);
  if (options.gomaxprocs.empty()) what.scenario.gomaxprocs = gomaxprocs;
  if (options.period.empty() && baseline.period.count() > 0) what.scenario.trace.period = baseline.period;
  what.scenario.trace.detail = what.scenario.trace.detail || baseline.detail;
}

}  // namespace

tl::expected<campaign::BaselineSource, Errors> baseline_for(CompareOptions& options, campaign::CompareSettings& what) {
  auto found = campaign::find_baseline(options.baseline, what.name, what.scenario);
  if (found) take_defaults(found->baseline, options, what);
  return found;
}

tl::expected<campaign::BaselineSource, Errors> baseline_for_stored(const std::string& path,
                                                                   const campaign::StoredSource& source) {
  const auto campaign = campaign::find_campaign(source);
  if (!campaign) return tl::unexpected(Errors{campaign.error()});
  const auto scenario = campaign::scenario_of_campaign(*campaign);
  if (!scenario) return tl::unexpected(Errors{scenario.error()});
  return campaign::find_baseline(path, campaign->expectations.front().name, *scenario, campaign->uid);
}

Result<std::optional<compare::Baseline>> baseline_to_renew(const std::string& path) {
  std::error_code error;
  if (path.empty() || !std::filesystem::exists(path, error)) return std::nullopt;
  auto read = campaign::read_baseline_file(path);
  if (read) return std::move(*read);
  return fail("there is a file that is no baseline, which is not overwritten: " + to_string(read.error().front()), path,
              "remove it, or give --save-baseline another name");
}

Result<void> save_baseline(const store::Store& store, std::int64_t campaign, const std::string& path,
                           const std::optional<compare::Baseline>& before) {
  const auto found = store.campaign(campaign);
  if (!found) return tl::unexpected(found.error());
  const auto& kept = *found;
  if (!kept) return fail(fmt::format("campaign {} is no longer in the store", campaign));
  auto baseline = campaign::baseline_of(store, *kept, before ? &*before : nullptr);
  if (!baseline) return tl::unexpected(baseline.error());
  if (before && before->name == baseline->name) baseline = compare::renewed(*before, std::move(*baseline));
  const auto text = compare::to_text(*baseline);
  const auto old = before ? read_file(path) : std::string();
  const bool same = old && *old == text;
  if (!same && !write_output(path, text)) return fail("the baseline is not written", path);
  std::size_t values = 0;
  for (const auto& place : baseline->places) values += place.values.size();
  fmt::print(stderr, "{}: {}, {}, {}{}\n", path, count_of(baseline->places.size(), "place"),
             count_of(values, "observable"), format_bytes(text.size()), same ? "; as it was" : "");
  return {};
}

int refuse_all(const Errors& errors) {
  for (const auto& error : errors) print_error(error);
  return kHarnessError;
}

}  // namespace schedlitmus::cli
