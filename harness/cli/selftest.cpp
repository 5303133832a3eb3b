#include "cli/selftest.hpp"

#include <cstdio>
#include <filesystem>

#include "cli/commands_expectations.hpp"
#include "cli/exit_code.hpp"
#include "cli/home.hpp"
#include "expectation/loader.hpp"

namespace schedlitmus::cli {

namespace {

namespace fs = std::filesystem;
using selftest::Finding;

/// An answer that is not complete comes before one that is bad.
int code_of(const SelftestResult& result) {
  bool bad = false, incomplete = !result.errors.empty() || result.proofs.empty();
  for (const auto& proof : result.proofs) {
    incomplete = incomplete || !proof.errors.empty();
    for (const auto& check : proof.checks) {
      incomplete = incomplete || check.finding == Finding::no_control;
      bad = bad || check.finding != Finding::proven;
    }
  }
  return incomplete ? kHarnessError : bad ? kViolated : kOk;
}

}  // namespace

int selftest_command(const SelftestOptions& options, const CommonOptions& common) {
  const auto home = find_home();
  const auto paths = options.expectations.empty() ? std::vector{home.expectations} : options.expectations;
  auto loaded = expectation::load(paths, home.expectations, options.set);
  SelftestResult result;
  result.errors = std::move(loaded.errors);
  result.settings.places = {
      .given = options.controls,
      .shipped_expectations = home.expectations,
      .shipped_controls = (fs::path(home.root) / "fixtures" / "controls").string(),
  };
  result.settings.mutations = options.mutations;
  result.settings.seed = options.seed;
  for (const auto& expectation : loaded.expectations)
    result.proofs.push_back(selftest::prove(expectation, result.settings));
  result.code = code_of(result);
  const auto text = options.json ? to_json(result) : to_terminal(result, style_of_stdout(common.colour));
  std::fwrite(text.data(), 1, text.size(), stdout);
  return result.code;
}

}  // namespace schedlitmus::cli
