// A folder with the program "spin" in it, and the settings of a campaign of it
// on two CPUs that are not touched: the launcher and the releases are fakes.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "campaign/campaign.hpp"
#include "campaign/compare.hpp"
#include "expectation/loader.hpp"
#include "fakes.hpp"

namespace schedlitmus::campaign {

class CampaignFixture : public ::testing::Test {
 protected:
  CampaignFixture() {
    std::filesystem::create_directories(folder_ / "programs" / "spin");
    std::ofstream(folder_ / "programs" / "spin" / "main.go") << "package main\n";
    settings_.programs = (folder_ / "programs").string();
    settings_.seed = 1;
    settings_.cpus = {0, 1};  // one run at a time: each has GOMAXPROCS=2
  }
  ~CampaignFixture() override { std::filesystem::remove_all(folder_); }

  /// An expectation of that name, or what is wrong with it.
  static expectation::Loaded load(const std::string& text, const std::string& name = "split") {
    expectation::Loaded loaded;
    auto parsed = expectation::parse(text, name + ".json", name);
    if (parsed)
      loaded.expectations.push_back(std::move(*parsed));
    else
      loaded.errors = std::move(parsed.error());
    return loaded;
  }

  /// Its comparison on two Ps, without an expectation.
  static CompareSettings spin(int runs) {
    CompareSettings what;
    what.scenario.program = "spin";
    what.scenario.gomaxprocs = {2};
    what.scenario.trace.period = Millis(50);
    what.file = "compared.json";
    what.name = "spin";
    what.runs = runs;
    return what;
  }

  /// Of this process alone; its tests take turns.
  std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() / ("schedlitmus-campaign-test-" + std::to_string(::getpid()));
  Settings settings_;
};

}  // namespace schedlitmus::campaign
