/// The sum that ShipStation computes for an order.
enum OrderTotal {
  /// Unit price by quantity over all lines, plus tax and shipping; nil for values out of range.
  static func compute(items: [JSON], tax: JSON?, shipping: JSON?) -> ExactNumber? {
    var total = ExactNumber.zero
    for item in items {
      guard let price = ExactNumber(item["unitPrice"]), let units = ExactNumber(item["quantity"]),
        let line = price * units, let sum = total + line
      else { return nil }
      total = sum
    }
    guard let withTax = total + (ExactNumber(tax) ?? .zero) else { return nil }
    return withTax + (ExactNumber(shipping) ?? .zero)
  }
}
