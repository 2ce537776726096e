/// Weights as ShipStation answers them.
enum Weight {
  /// What an order without a weight has.
  static let none: JSON = ["value": 0, "units": "ounces"]

  /// A weight with its units worked out anew; nil for anything but an object.
  static func normalised(_ sent: JSON?) -> JSON? {
    guard let sent, case .object = sent else { return nil }
    let units = sent["units"] ?? "ounces"
    var weight: JSON = ["value": sent["value"] ?? 0, "units": units]
    if let code = sent["WeightUnits"] {
      weight["WeightUnits"] = ["pounds": 0, "ounces": 1, "grams": 2][units.text ?? ""] ?? code
    }
    return weight
  }
}
