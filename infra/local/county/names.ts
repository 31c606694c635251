/** Invented people and places of the sample county. */
export const firstNames = [
  'Ada', 'Amos', 'Bea', 'Carl', 'Cleo', 'Dora', 'Elias', 'Faye', 'Gus', 'Hana', 'Ines', 'Jonas', 'Kira', 'Leon',
  'Mina', 'Noel', 'Opal', 'Pablo', 'Quinn', 'Rosa', 'Silas', 'Tess', 'Uma', 'Viktor', 'Wanda', 'Xenia', 'Yusuf',
  'Zora',
] as const;

export const lastNames = [
  'Abbot', 'Barlow', 'Castellan', 'Dunmore', 'Eberly', 'Fenwick', 'Garrity', 'Holloway', 'Iverson', 'Jessup',
  'Kowal', 'Lindqvist', 'Marlow', 'Nakata', 'Okafor', 'Pruitt', 'Quarles', 'Rensing', 'Stover', 'Tillman',
  'Underhill', 'Vance', 'Whitaker', 'Yarrow', 'Zeller',
] as const;

export const streets = [
  'Buckeye Lane', 'Canal Street', 'Dorset Road', 'Elm Court', 'Foundry Avenue', 'Gristmill Drive', 'Hickory Pike',
  'Ivy Terrace', 'Juniper Way', 'Kiln Road', 'Locust Street', 'Millrace Road', 'Orchard Hill', 'Quarry Road',
  'Sycamore Bend', 'Wright Boulevard',
] as const;

export const towns = ['Ashbury', 'Cedar Ford', 'Mill Bend', 'Stillwater', 'Twin Creek'] as const;

export const townsInCalifornia = ['Alder Flat', 'Boca Verde', 'Dry Creek', 'Foothill Springs', 'San Marcial'] as const;

export const trades = [
  'Bakery', 'Car Wash', 'Diner', 'Hardware', 'Laundry', 'Nursery', 'Print Shop', 'Tool Works',
] as const;

export const districts = ['north', 'east', 'south', 'west', 'river'] as const;
