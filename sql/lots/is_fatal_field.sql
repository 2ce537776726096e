create or replace function shipkeeper.is_fatal_field(p_field text)
returns boolean
language sql
immutable
return p_field in (
  'orderId', 'orderKey', 'orderNumber', 'orderStatus', 'orderTotal', 'amountPaid', 'taxAmount', 'shippingAmount',
  'tagIds', 'holdUntilDate', 'requestedShippingService', 'carrierCode', 'serviceCode', 'packageCode', 'items',
  'advancedOptions.storeId', 'internationalOptions.customsItems', 'shipTo.street1', 'shipTo.street2', 'shipTo.street3',
  'shipTo.city', 'shipTo.postalCode', 'shipTo.country'
);
comment on function shipkeeper.is_fatal_field(text) is
'Whether a field of an order that is another after a change than was sent means harm: what is packed, where it goes, what it costs, how it '
'is sent. In all others ShipStation''s answer is no echo.';
revoke all on function shipkeeper.is_fatal_field(text) from public;
