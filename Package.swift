// swift-tools-version: 6.1
import PackageDescription

/// Tests/run asks that warnings of our own code be errors; elsewhere a newer compiler may have some.
let warnings: [SwiftSetting] =
  Context.environment["SHIPKEEPER_WARNINGS"] == "error"
  ? [.unsafeFlags(["-warnings-as-errors"])] : []

/// Settings shared by every Swift target: the strict spelling of the language.
let strict: [SwiftSetting] =
  warnings + [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
  ]

/// A proof that takes long and is no test: a program of Tests/proof.
func proof(_ name: String, with others: [String] = []) -> Target {
  .executableTarget(
    name: "proof-\(name)",
    dependencies: ["PrivatePostgres", "ProofSupport", "ShipStationStub", "TestSupport"],
    path: "Tests/proof/\(name)", exclude: ["run"] + others, swiftSettings: strict)
}

let package = Package(
  name: "shipkeeper",
  products: [
    .executable(name: "shipkeeper", targets: ["shipkeeper"]),
    .library(name: "ShipStationStub", targets: ["ShipStationStub"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    .systemLibrary(name: "CLibpq", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
    .systemLibrary(
      name: "CLibcurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    .executableTarget(
      name: "shipkeeper",
      dependencies: [
        .product(name: "ArgumentParser", package: "swift-argument-parser"), "CLibpq", "CLibcurl",
      ],
      exclude: ["systemd", "prometheus"],
      swiftSettings: strict),
    .target(name: "ShipStationStub", swiftSettings: strict),
    .target(name: "PrivatePostgres", swiftSettings: strict),
    .executableTarget(
      name: "demo", dependencies: ["ShipStationStub", "PrivatePostgres"],
      exclude: ["run", "install-packages", "orders.sql"], swiftSettings: strict),
    .target(
      name: "TestSupport", dependencies: ["PrivatePostgres"], path: "Tests/TestSupport",
      swiftSettings: strict),
    .executableTarget(
      name: "bench-cycle", dependencies: ["PrivatePostgres", "ShipStationStub", "TestSupport"],
      path: "Tests/benchmarks/cycle", exclude: ["run"], swiftSettings: strict),
    .executableTarget(
      name: "bench-requests", dependencies: ["PrivatePostgres", "ShipStationStub", "TestSupport"],
      path: "Tests/benchmarks/requests", exclude: ["run", "calls.sql"], swiftSettings: strict),
    .target(
      name: "ProofSupport", dependencies: ["PrivatePostgres", "ShipStationStub", "TestSupport"],
      path: "Tests/proof/support",
      exclude: ["hand.py", "invariants.sql", "memory.sql", "scaffold.sql"],
      swiftSettings: strict),
    proof("kills"), proof("database-faults"), proof("api-faults"),
    proof("lots", with: ["without", "scaffold.sql", "shop.sql", "compare.sql"]),
    proof("walk", with: ["without", "compare.sql", "hours.sql"]),
    .testTarget(
      name: "ShipStationStubTests", dependencies: ["ShipStationStub"], swiftSettings: strict),
    .testTarget(
      name: "MigrationTests", dependencies: ["PrivatePostgres", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "SQLTests", dependencies: ["PrivatePostgres", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "OperationsTests", dependencies: ["PrivatePostgres", "TestSupport", "shipkeeper"],
      exclude: ["alerts-test.yaml"], swiftSettings: strict),
    .testTarget(
      name: "DemoTests", dependencies: ["demo", "PrivatePostgres"], swiftSettings: strict),
    .testTarget(
      name: "RunnerTests",
      dependencies: ["shipkeeper", "ShipStationStub", "PrivatePostgres", "TestSupport"],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
