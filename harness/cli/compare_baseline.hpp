// The baselines of `compare`: found, and written.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "campaign/compare.hpp"
#include "cli/commands_compare.hpp"

namespace schedlitmus::cli {

/// All errors of one file.
using Errors = std::vector<Error>;

/// What options.baseline names, for what is to be run: where options leave open which releases, GOMAXPROCS
/// and period are meant, they become the baseline's, in `options` and in `what`.
[[nodiscard]] tl::expected<campaign::BaselineSource, Errors> baseline_for(CompareOptions& options,
                                                                          campaign::CompareSettings& what);
/// The same for a stored campaign.
[[nodiscard]] tl::expected<campaign::BaselineSource, Errors> baseline_for_stored(const std::string& path,
                                                                                 const campaign::StoredSource& source);

/// The baseline that is at the path where one is to be written; none: no file is there, or no path is
/// given. A file that is something else is an error: it is not to be overwritten.
[[nodiscard]] Result<std::optional<compare::Baseline>> baseline_to_renew(const std::string& path);

/// Writes the campaign's runs as a baseline, and says on stderr what it wrote.
[[nodiscard]] Result<void> save_baseline(const store::Store& store, std::int64_t campaign, const std::string& path,
                                         const std::optional<compare::Baseline>& before);

/// Prints them all; gives the exit code.
[[nodiscard]] int refuse_all(const Errors& errors);

}  // namespace schedlitmus::cli
