#include "cli/show.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>

#include "campaign/kept_trace.hpp"
#include "cli/commands_stored.hpp"
#include "cli/exit_code.hpp"
#include "cli/kept_files.hpp"
#include "cli/messages.hpp"
#include "cli/run_json.hpp"
#include "toolchain/toolchain.hpp"

namespace schedlitmus::cli {

namespace {

void print(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stdout); }

int show_streams(const store::Run& run, const ShowOptions& options) {
  Result<void> shown;
  if (options.out) shown = run.out.read(print);
  if (shown && options.err) shown = campaign::read_bytes(run, print);
  if (!shown) return refuse(shown.error(), kHarnessError);
  const bool cut = (options.out && run.out.cut()) || (options.err && run.err.cut());
  if (cut) fmt::print(stderr, "schedlitmus: only the beginning of the stream is kept\n");
  return kOk;
}

int keep_run(const store::Run& run, const store::Campaign& campaign, const ShowOptions& options) {
  const auto stem =
      std::filesystem::path(options.output) / fmt::format("{}-{}", options.name, as_file_name(run.release));
  auto kept = write_run(run, stem, run_json(run, {{}, {}, run.expectation, campaign.host}));
  return kept ? kOk : refuse(kept.error(), kHarnessError);
}

int show_run(const store::Store& store, std::int64_t id, const ShowOptions& options, const CommonOptions& common) {
  const auto found = store.run(id);
  if (!found) return refuse(found.error(), kHarnessError);
  const auto& run = *found;
  if (!run.has_value()) {
    return refuse({fmt::format("there is no run {}", id), options.store, "`schedlitmus show` lists the runs"},
                  kHarnessError);
  }
  if (options.out || options.err) return show_streams(*run, options);
  const auto campaign = store.campaign(run->campaign);
  if (!campaign) return refuse(campaign.error(), kHarnessError);
  const auto of = campaign->value_or(store::Campaign{});
  if (!options.name.empty()) return keep_run(*run, of, options);
  const auto in_file = store.bytes_in_file(run->id);
  if (!in_file) return refuse(in_file.error(), kHarnessError);
  print(options.json ? run_json_text(*run, of, *in_file)
                     : run_text(*run, of, *in_file, style_of_stdout(common.colour)));
  return kOk;
}

/// The one that was asked for, or the one that was begun last; nullptr: there is none.
const store::Campaign* chosen(const std::vector<store::Campaign>& campaigns, const ShowOptions& options) {
  const store::Campaign* found = nullptr;
  for (const auto& campaign : campaigns) {
    const bool wanted =
        options.campaign ? campaign.id == *options.campaign : found == nullptr || found->started <= campaign.started;
    if (wanted) found = &campaign;
  }
  return found;
}

void filter(std::vector<store::Run>& runs, const ShowOptions& options, const toolchain::Selector* selector) {
  std::erase_if(runs, [&](const store::Run& run) {
    if (run.expectation.find(options.expectation) == std::string::npos) return true;
    if (selector == nullptr) return false;
    const auto version = toolchain::Version::parse(run.release);
    return !version || !selector->matches(*version);
  });
}

int show_runs(const store::Store& store, const ShowOptions& options, const CommonOptions& common) {
  auto selector = toolchain::Selector::parse(options.go.empty() ? "all" : options.go);
  if (!selector) {
    selector.error().where = "--go";
    return refuse(selector.error(), kUsage);
  }
  const auto campaigns = store.campaigns();
  if (!campaigns) return refuse(campaigns.error(), kHarnessError);
  const auto* campaign = chosen(*campaigns, options);
  if (campaign == nullptr && options.campaign) {
    return refuse({fmt::format("there is no campaign {}", *options.campaign), options.store,
                   "`schedlitmus show` lists the campaigns"},
                  kHarnessError);
  }
  std::vector<store::Run> runs;
  if (campaign != nullptr) {
    auto all = store.runs(campaign->id);
    if (!all) return refuse(all.error(), kHarnessError);
    runs = std::move(*all);
    filter(runs, options, options.go.empty() ? nullptr : &*selector);
  }
  if (options.json) {
    print(runs_json(campaign == nullptr ? store::Campaign{} : *campaign, runs));
    return kOk;
  }
  const auto style = style_of_stdout(common.colour);
  if (!options.campaign) print(campaigns_text(*campaigns, style));
  if (campaign == nullptr) return kOk;
  if (!options.campaign) print(fmt::format("\ncampaign {}\n", campaign->id));
  print(runs_text(runs, *campaign, style));
  return kOk;
}

}  // namespace

int show_command(const ShowOptions& options, const CommonOptions& common) {
  const auto store = store::Store::open_to_read(options.store);
  if (!store) return refuse(store.error(), kHarnessError);
  return options.run ? show_run(*store, *options.run, options, common) : show_runs(*store, options, common);
}

}  // namespace schedlitmus::cli
