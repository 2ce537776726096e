print("shipkeeper")
