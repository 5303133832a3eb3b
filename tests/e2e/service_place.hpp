// A folder with a service and a load for it, and an expectation of both.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "driver.hpp"
#include "source_dir.hpp"

namespace schedlitmus::e2e {

inline constexpr const char* kThreads = R"({"id": "threads", "always": true, "field": "threads", "max": 100})";

class ServiceInCi : public ::testing::Test {
 protected:
  ServiceInCi() {
    for (const char* name : {"e2e_service", "e2e_load"})
      fs::copy(source_dir() / "tests" / "e2e" / "programs" / name, place.folder() / name);
  }
  ~ServiceInCi() override {
    EXPECT_THAT(place.programs_running("e2e_service"), ::testing::IsEmpty());
    EXPECT_THAT(place.programs_running("e2e_load"), ::testing::IsEmpty());
  }

  /// The service does as `how` says; `command` has further keys of it.
  void write(const std::string& name, const std::string& how, const std::string& checks = kThreads,
             const std::string& command = R"(, "load": {"build": "./e2e_load", "argv": ["{binary}", "{port}", "300ms"],
                                              "deadline": "4s"})",
             const std::string& ready = R"("http": "http://127.0.0.1:{port}/healthz", "within": "5s")") {
    place.write(name, R"({"title": "a service", "scenario": {"go": "local", "gomaxprocs": [2],
      "trace": {"period": "20ms"}, "max_output": "8MiB",
      "command": {"build": "./e2e_service", "argv": ["{binary}", "{port}", ")" +
                          how + R"("],
                  "stop": {"grace": "500ms"}, "ready": {)" +
                          ready + "}" + command + R"(}},
      "checks": [)" + checks +
                          R"(], "hold": {"good": 0.9, "bad": 0.5, "max_runs": 2}})");
  }
  [[nodiscard]] Finished run(const std::string& name) {
    return place.run({"run", "--count-noisy", name, "--json", "report.json"});
  }
  [[nodiscard]] nlohmann::json first_run() const {
    return nlohmann::json::parse(place.run({"show", "1", "--json"}).out)["run"];
  }

  Workplace place;
};

}  // namespace schedlitmus::e2e
